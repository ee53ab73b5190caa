import type { Translator } from '@grove/i18n'
import { useI18n } from '@grove/i18n/react'
import { Tooltip } from 'antd'
import type { LooseAction } from './draft-model.ts'
import { KindIcon } from './kind-icon.tsx'
import type { Placed } from './lay-out-steps.ts'
import { useSay } from './say.ts'
import { laterWords, outcomeWords, whenWords } from './when-words.ts'

export interface StepMarks {
  readonly errors: number
  readonly warnings: number
}

interface StepChipProps {
  readonly placed: Placed
  readonly marks: (index: number) => StepMarks
  readonly nameOf: (id: string) => string
  /** The action this step hangs on, which names the outcome that leads here. */
  readonly above?: LooseAction | undefined
  readonly onOpen: (index: number) => void
  readonly selected: number | undefined
}

/** One step in the table, with what hangs on it below: when, what, who; the edge says how much it sells. */
export function StepChip({ placed, marks, nameOf, above, onOpen, selected }: StepChipProps) {
  const { t } = useI18n()
  const say = useSay()
  const { index, step, time, then } = placed
  const { errors, warnings } = marks(index)
  const loose = typeof step.when.after === 'string'
  const person = step.who !== 'system' || step.confirm || step.do.kind === 'ask'
  const signs = [
    person ? t(step.confirm ? 'playbook.step.confirms' : 'playbook.step.by', { who: t(`playbook.who.${step.who}`) }) : '',
    step.track === 'member' && !loose ? t('playbook.step.each-member') : '',
    step.variants ? t('playbook.step.variants', { count: step.variants.length }) : '',
    step.if ? t('playbook.step.conditional') : '',
    step.fallback ? t('playbook.step.has-fallback') : '',
  ].filter(Boolean)
  return (
    <div className={loose ? 'pb-branch' : 'pb-root'}>
      {loose ? <span className="pb-then">{thenWords(t, step.when, above)}</span> : null}
      <Tooltip title={whenWords(t, step.when, nameOf, () => above)} mouseEnterDelay={0.6}>
        <button
          type="button"
          className={`pb-chip pb-sells-${step.marketing ?? 'none'}${selected === index ? ' pb-chip-open' : ''}`}
          onClick={() => onOpen(index)}
        >
          <span className="pb-chip-head">
            <KindIcon kind={step.do.kind} />
            {time === null ? null : <time>{time}</time>}
            <span className="pb-chip-title">{say(step.title) || step.id || t('playbook.step.untitled')}</span>
            {errors > 0 ? (
              <span className="pb-mark pb-mark-bad" title={t('playbook.check.errors', { count: errors })}>
                {errors}
              </span>
            ) : null}
            {errors === 0 && warnings > 0 ? (
              <span className="pb-mark pb-mark-warn" title={t('playbook.check.warnings', { count: warnings })}>
                {warnings}
              </span>
            ) : null}
          </span>
          {signs.length > 0 ? <span className="pb-chip-signs">{signs.join(' · ')}</span> : null}
          {step.marketing === 'soft' || step.marketing === 'promotion' ? (
            <span className="g-hidden">{t(`playbook.marketing.${step.marketing}`)}</span>
          ) : null}
        </button>
      </Tooltip>
      {then.length > 0 ? (
        <div className="pb-branches">
          {then.map((one) => (
            <StepChip key={one.index} placed={one} marks={marks} nameOf={nameOf} above={step.do} onOpen={onOpen} selected={selected} />
          ))}
        </div>
      ) : null}
    </div>
  )
}

/** What leads from the step above to this one, as short as it goes. */
function thenWords(t: Translator, when: Readonly<Record<string, unknown>>, above: LooseAction | undefined): string {
  const outcome = typeof when.outcome === 'string' ? outcomeWords(t, when.outcome, above) : ''
  return [outcome, laterWords(t, when).replace(/^[\s，,]+/, '')].filter(Boolean).join(' · ') || t('playbook.step.then')
}
