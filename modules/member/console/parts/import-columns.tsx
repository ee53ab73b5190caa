import { useVerb } from '@grove/client/react'
import { useI18n } from '@grove/i18n/react'
import type { OutputOf } from '@grove/kernel/contract'
import { ErrorText, FileColumns, Section, takenTwice } from '@grove/ui'
import { Button } from 'antd'
import { useState } from 'react'
import { cancelImport, getImport, IMPORT_FIELDS, type ImportTarget, listImports, startImport } from '../../contract/index.ts'

type Report = OutputOf<typeof getImport>
const KEYS: readonly ImportTarget[] = ['phone', 'email', 'externalId', 'memberId']

/** What each column is: guessed from its heading, changeable above the first rows of the file. */
export function ImportColumns({ report, onAgain }: { report: Report; onAgain: () => void }) {
  const { t, f } = useI18n()
  const [columns, setColumns] = useState<ImportTarget[]>(report.columns.map((column) => column.target))
  const start = useVerb(startImport, { invalidates: [getImport, listImports] })
  const drop = useVerb(cancelImport, { invalidates: [listImports], onDone: onAgain })
  const twice = takenTwice(columns)
  const keyed = columns.some((column) => KEYS.includes(column))
  const optionsOf = (heading: string): { value: ImportTarget; label: string }[] => [
    { value: 'skip', label: t('member.import.skip') },
    ...IMPORT_FIELDS.map((field) => ({ value: field, label: t(`member.field.${field}`) })),
    ...(heading.trim() ? [{ value: attributeOf(heading), label: t('member.import.as_attribute', { heading }) }] : []),
  ]
  return (
    <Section
      title={t('member.import.check', { rows: f.number(report.rows) })}
      extra={
        <>
          <Button onClick={() => drop.mutate({ id: report.id })} loading={drop.isPending}>
            {t('member.import.other_file')}
          </Button>{' '}
          <Button
            type="primary"
            disabled={!keyed || twice !== undefined}
            loading={start.isPending}
            onClick={() => start.mutate({ id: report.id, columns })}
          >
            {t('member.import.start', { rows: f.number(report.rows) })}
          </Button>
        </>
      }
    >
      {start.error ? <ErrorText error={start.error} /> : null}
      {keyed ? null : <p className="g-bad">{t('error.member.import_no_key_column')}</p>}
      {twice ? <p className="g-bad">{t('error.member.import_column_twice', { field: nameOf(t, twice) })}</p> : null}
      {report.format === 'csv' ? (
        <p className="g-soft">{t('member.import.encoding', { encoding: report.encoding.toUpperCase() })}</p>
      ) : null}
      <FileColumns
        headings={report.columns.map((one) => one.heading)}
        sample={report.sample}
        chosen={columns}
        onChange={setColumns}
        options={optionsOf}
        words={{
          noHeading: (number) => t('member.import.no_heading', { number }),
          target: (heading) => t('member.import.target', { heading }),
        }}
      />
    </Section>
  )
}

function attributeOf(heading: string): ImportTarget {
  return `attribute:${heading.replace(/[.:]+/g, ' ').replace(/\s+/gu, ' ').trim().slice(0, 60)}`
}

function nameOf(t: (key: string) => string, target: ImportTarget): string {
  return target.startsWith('attribute:') ? target.slice('attribute:'.length) : t(`member.field.${target}`)
}
