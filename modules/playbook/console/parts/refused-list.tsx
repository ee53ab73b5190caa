import { CallError } from '@grove/client'
import type { Translator } from '@grove/i18n'
import { useI18n } from '@grove/i18n/react'
import { errorWords } from '@grove/ui'
import { Button } from 'antd'
import { useState } from 'react'
import type { StartRefusal } from '../../contract/index.ts'

const SHOWN = 8

/** Groups in which the playbook does not start, each with its reason. */
export function RefusedList({ rows }: { readonly rows: readonly StartRefusal[] }) {
  const { t, f } = useI18n()
  const [all, setAll] = useState(false)
  const words = ({ code, data }: StartRefusal) => errorWords(t, new CallError(code, 409, { ...data, ...said(t, data) }), f)
  return (
    <>
      <ul className="g-issues">
        {(all ? rows : rows.slice(0, SHOWN)).map((one) => (
          <li key={one.communityId}>
            {one.name ?? t('run.many.unseen', { id: one.communityId })}
            {t('run.many.colon')}
            {words(one)}
          </li>
        ))}
      </ul>
      {rows.length > SHOWN ? (
        <Button type="link" size="small" onClick={() => setAll(!all)}>
          {all ? t('run.many.fewer') : t('run.many.more', { count: rows.length - SHOWN })}
        </Button>
      ) : null}
    </>
  )
}

/** A state or a type as the reader calls it. */
function said(t: Translator, { state, type }: Readonly<Record<string, unknown>>): Record<string, string> {
  if (typeof type === 'string') return { type: t(`playbook.type.${type}`) }
  return typeof state === 'string' ? { state: t(`run.many.community.${state}`) } : {}
}
