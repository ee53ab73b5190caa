import { yaml } from '@codemirror/lang-yaml'
import { type Diagnostic, lintGutter, setDiagnostics } from '@codemirror/lint'
import { EditorState, type Extension, Transaction } from '@codemirror/state'
import { EditorView } from '@codemirror/view'
import { useI18n } from '@grove/i18n/react'
import { basicSetup } from 'codemirror'
import { useEffect, useRef } from 'react'
import { editorTheme, editorWords } from './code-editor-look.ts'

export interface CodeProblem {
  /** 1-based. */
  readonly line: number
  readonly column?: number | undefined
  readonly endLine?: number | undefined
  readonly endColumn?: number | undefined
  readonly severity: 'error' | 'warning' | 'info' | 'hint'
  /** What is wrong and what to write instead. */
  readonly message: string
  /** Rule that found it. */
  readonly rule?: string | undefined
}

export interface CodeEditorProps {
  readonly value: string
  readonly onChange?: (value: string) => void
  readonly problems?: readonly CodeProblem[]
  readonly readOnly?: boolean
  readonly label: string
  readonly height?: number | string
  /** Scrolls to this line and puts the cursor there; a new object each time. */
  readonly reveal?: { readonly line: number } | undefined
}

export default function CodeEditorView({ value, onChange, problems = [], readOnly = false, label, height = 480, reveal }: CodeEditorProps) {
  const { locale, t } = useI18n()
  const host = useRef<HTMLDivElement>(null)
  const view = useRef<EditorView>(undefined)
  const latest = useRef({ value, onChange })
  latest.current = { value, onChange }

  useEffect(() => {
    if (!host.current) return undefined
    const extensions: Extension[] = [
      basicSetup,
      yaml(),
      lintGutter(),
      EditorView.lineWrapping,
      EditorState.readOnly.of(readOnly),
      EditorState.tabSize.of(2),
      EditorView.contentAttributes.of({ 'aria-label': label, tabindex: '0' }),
      EditorView.updateListener.of((update) => {
        const byPerson = update.transactions.some((one) => one.annotation(Transaction.userEvent) !== undefined)
        if (update.docChanged && byPerson) latest.current.onChange?.(update.state.doc.toString())
      }),
      editorTheme,
      editorWords(t),
    ]
    const made = new EditorView({ parent: host.current, state: EditorState.create({ doc: latest.current.value, extensions }) })
    view.current = made
    return () => made.destroy()
  }, [readOnly, label, locale, t])

  useEffect(() => {
    const editor = view.current
    if (!editor || editor.state.doc.toString() === value) return
    editor.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert: value } })
  }, [value])

  useEffect(() => {
    const editor = view.current
    if (editor)
      editor.dispatch(
        setDiagnostics(
          editor.state,
          problems.map((problem) => place(editor.state, problem)),
        ),
      )
  }, [problems, value, locale, readOnly])

  useEffect(() => {
    const editor = view.current
    if (!editor || !reveal) return
    const line = editor.state.doc.line(clamp(reveal.line, editor.state.doc.lines))
    editor.dispatch({ selection: { anchor: line.from }, effects: EditorView.scrollIntoView(line.from, { y: 'center' }) })
    editor.focus()
  }, [reveal])

  return <div ref={host} className="g-code" style={{ height }} />
}

function place(state: EditorState, problem: CodeProblem): Diagnostic {
  const first = state.doc.line(clamp(problem.line, state.doc.lines))
  const last = state.doc.line(clamp(problem.endLine ?? problem.line, state.doc.lines))
  const indent = first.text.length - first.text.trimStart().length
  const from = Math.min(first.to, first.from + (problem.column === undefined ? indent : problem.column - 1))
  const to = problem.endColumn === undefined ? last.to : Math.min(last.to, last.from + problem.endColumn - 1)
  return {
    from,
    to: Math.max(from, to),
    severity: problem.severity,
    message: problem.message,
    ...(problem.rule ? { source: problem.rule } : {}),
  }
}

function clamp(line: number, lines: number): number {
  return Math.max(1, Math.min(lines, line))
}
