import { Card, Empty, ProblemLine, TextField, useLoad, useWords } from '@grove/ui-h5'
import { useState } from 'react'
import { listScripts } from '../../contract/index.ts'
import { SayButton } from './say-button.tsx'

export interface ScriptWords {
  readonly name?: string
  readonly group?: string
}

/** `{name}` and `{group}` as they are here; a name nobody has stays out. */
export const filled = (text: string, words: ScriptWords): string =>
  text.replaceAll('{name}', words.name ?? '').replaceAll('{group}', words.group ?? '')

/** Words kept ready, each with its one tap. */
export function ScriptList({ place, words }: { readonly place: 'group' | 'member'; readonly words: ScriptWords }) {
  const { t } = useWords()
  const [wanted, setWanted] = useState('')
  const scripts = useLoad(listScripts, { place, limit: 50, ...(wanted.trim() ? { text: wanted.trim() } : {}) })
  const { data } = scripts
  return (
    <>
      <TextField label={t('sidebar.script.search')} value={wanted} onChange={setWanted} maxLength={60} />
      <ProblemLine problem={scripts.problem} />
      {data?.items.length === 0 ? (
        <Empty title={t(wanted ? 'sidebar.script.none_found' : 'sidebar.script.none')} hint={t('sidebar.script.none_hint')} />
      ) : null}
      {data?.items.map((script) => (
        <Card key={script.id} title={script.title}>
          <p className="side-text">{filled(script.text, words)}</p>
          <div className="side-buttons">
            <SayButton text={filled(script.text, words)} />
          </div>
        </Card>
      ))}
    </>
  )
}
