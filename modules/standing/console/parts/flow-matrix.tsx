import { useI18n } from '@grove/i18n/react'
import { Go } from '@grove/ui'
import { type Ladder, STEPS } from '../../contract/index.ts'
import { stepWords } from './words.ts'

interface FlowMatrixProps {
  readonly ladder: Ladder
  readonly flows: readonly { readonly from: number; readonly to: number; readonly count: number }[]
  readonly since: string
  readonly until: string
}

/** Who went from where to where: rows are where they stood, columns where they went; each number opens its moves. */
export function FlowMatrix({ ladder, flows, since, until }: FlowMatrixProps) {
  const { t, f } = useI18n()
  const used = STEPS[ladder].filter((step) => flows.some((flow) => flow.from === step || flow.to === step))
  return (
    <div className="s-scroll" tabIndex={0} role="region" aria-label={t('standing.flows')}>
      <table className="s-matrix">
        <thead>
          <tr>
            <th>{t('standing.flows.corner')}</th>
            {used.map((to) => (
              <th key={to} scope="col">
                {stepWords(t, ladder, to)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {used.map((from) => (
            <tr key={from}>
              <th scope="row">{stepWords(t, ladder, from)}</th>
              {used.map((to) => {
                const count = flows.find((flow) => flow.from === from && flow.to === to)?.count
                if (!count) return <td key={to}>{from === to ? '' : '·'}</td>
                const address = `/standing/moves?ladder=${ladder}&from=${from}&to=${to}&since=${since}&until=${until}`
                return (
                  <td key={to} className={to > from ? 's-up' : 's-down'}>
                    <Go to={address}>{f.number(count)}</Go>
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
