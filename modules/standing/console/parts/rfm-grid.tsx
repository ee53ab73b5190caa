import { useI18n } from '@grove/i18n/react'

interface RfmGridProps {
  readonly cells: readonly { readonly r: number; readonly f: number; readonly members: number; readonly m: number }[]
  readonly bins: number
}

/** Recency down, frequency across: how many buyers, the greener the more, with the mean score for money. */
export function RfmGrid({ cells, bins }: RfmGridProps) {
  const { t, f } = useI18n()
  const scores = Array.from({ length: bins }, (_, at) => at + 1)
  const most = Math.max(...cells.map((cell) => cell.members), 1)
  return (
    <div className="s-scroll" tabIndex={0} role="region" aria-label={t('standing.rfm.grid')}>
      <table className="s-matrix">
        <thead>
          <tr>
            <th>{t('standing.rfm.corner')}</th>
            {scores.map((score) => (
              <th key={score} scope="col">
                F{score}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {scores.toReversed().map((r) => (
            <tr key={r}>
              <th scope="row">R{r}</th>
              {scores.map((score) => {
                const cell = cells.find((one) => one.r === r && one.f === score)
                const shade = cell ? 0.08 + 0.3 * (cell.members / most) : 0
                return (
                  <td key={score} style={{ background: `rgba(46, 125, 83, ${shade})` }}>
                    {cell ? (
                      <>
                        {f.number(cell.members)} <span className="s-mean">M{f.number(cell.m, 1)}</span>
                      </>
                    ) : (
                      '·'
                    )}
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
