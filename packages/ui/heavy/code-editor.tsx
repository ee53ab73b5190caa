import { Skeleton } from 'antd'
import { lazy, Suspense } from 'react'
import type { CodeEditorProps } from './code-editor-view.tsx'

export type { CodeEditorProps, CodeProblem } from './code-editor-view.tsx'

const View = lazy(() => import('./code-editor-view.tsx'))

/** A text editor for YAML (and so JSON) with problems beside their lines; CodeMirror is fetched with the first one. */
export function CodeEditor(props: CodeEditorProps) {
  return (
    <Suspense fallback={<Skeleton active title={false} paragraph={{ rows: 10 }} />}>
      <View {...props} />
    </Suspense>
  )
}
