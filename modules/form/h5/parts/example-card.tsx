import { Avatar, useWords } from '@grove/ui-h5'
import { useState } from 'react'
import type { FormPage } from '../../contract/index.ts'

/** The previous newcomer's card, folded to its first lines: shows how short an answer may be. */
export function ExampleCard({ example }: { readonly example: NonNullable<FormPage['example']> }) {
  const { t } = useWords()
  const [open, setOpen] = useState(false)
  const lines = open ? example.lines : example.lines.slice(0, 2)
  return (
    <section className="form-example" aria-label={t('form.page.example', { name: example.name })}>
      <header>
        <Avatar name={example.name} seed={example.name} size={28} />
        <strong>{t('form.page.example', { name: example.name })}</strong>
      </header>
      <dl>
        {lines.map((line) => (
          <div key={line.key}>
            <dt>{line.label}</dt>
            <dd>{line.text}</dd>
          </div>
        ))}
      </dl>
      {example.lines.length > 2 && (
        <button type="button" onClick={() => setOpen(!open)} aria-expanded={open}>
          {t(open ? 'form.page.example_less' : 'form.page.example_more')}
        </button>
      )}
    </section>
  )
}
