import { EditorState, type Extension } from '@codemirror/state'
import { EditorView } from '@codemirror/view'
import type { Translator } from '@grove/i18n'
import { grove } from '../theme/grove-theme.ts'

export const editorTheme = EditorView.theme({
  '&': { height: '100%', fontSize: '13px', backgroundColor: grove.paper },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: "ui-monospace, 'SF Mono', Menlo, Consolas, 'Noto Sans Mono CJK SC', monospace", lineHeight: '1.65' },
  '.cm-gutters': { backgroundColor: '#f6f8f5', color: '#66736b', border: 'none' },
  '.cm-gutter-lint .cm-gutterElement': { display: 'flex', alignItems: 'center' },
  '.cm-activeLine': { backgroundColor: '#f3f8f5' },
  '.cm-activeLineGutter': { backgroundColor: '#e8f0ea' },
  '.cm-lintRange-error': { backgroundColor: '#fbe9e7' },
  '.cm-lintRange-warning': { backgroundColor: '#fdf3df' },
})

/** CodeMirror's own words (search panel, folding) in the reader's language. */
export function editorWords(t: Translator): Extension {
  const words = [
    'Find',
    'Replace',
    'next',
    'previous',
    'all',
    'match case',
    'regexp',
    'by word',
    'replace',
    'replace all',
    'close',
    'No diagnostics',
  ]
  return EditorState.phrases.of(
    Object.fromEntries(words.filter((word) => t.has(`ui.editor.${word}`)).map((word) => [word, t(`ui.editor.${word}`)])),
  )
}
