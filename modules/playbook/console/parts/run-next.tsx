import { useRoute, useVerb } from '@grove/client/react'
import { useI18n } from '@grove/i18n/react'
import type { OutputOf } from '@grove/kernel/contract'
import { Loaded, Section, useConfirm, useToast } from '@grove/ui'
import { Button, Segmented } from 'antd'
import { useState } from 'react'
import { amendRun, getRun, getRunUpcoming } from '../../contract/index.ts'
import type { LooseStep } from './draft-model.ts'
import { type Planned, PlannedList } from './planned-list.tsx'
import { useSay } from './say.ts'

interface RunNextProps {
  readonly run: OutputOf<typeof getRun>
  readonly steps: readonly LooseStep[]
  readonly may: boolean
  readonly onAmend: (step: LooseStep) => void
}

/** What the run does next by the clock; each moment can be skipped or changed for this run. */
export function RunNext({ run, steps, may, onAmend }: RunNextProps) {
  const { t, f } = useI18n()
  const say = useSay()
  const ask = useConfirm()
  const toast = useToast()
  const [days, setDays] = useState(14)
  const upcoming = useRoute(getRunUpcoming, { id: run.id, days }, { keepPrevious: true })
  const amend = useVerb(amendRun, { invalidates: [getRun, getRunUpcoming] })
  const skip = async (item: Planned) => {
    const step = say(item.title)
    if (!(await ask({ title: t('run.skip.ask', { step, at: f.dateTime(item.at) }), body: t('run.skip.hint'), ok: t('run.skip') }))) return
    amend.mutate(
      { id: run.id, change: { kind: 'skip', step: item.step, occurrence: item.occurrence } },
      { onSuccess: () => toast.done(t('run.skipped', { step })), onError: toast.failed },
    )
  }
  return (
    <Section
      title={t('run.next.title')}
      extra={
        <Segmented<number>
          size="small"
          value={days}
          onChange={setDays}
          options={[3, 14, 31].map((value) => ({ value, label: t('playbook.duration.day', { count: value }) }))}
        />
      }
    >
      <p className="g-soft">{t('run.next.hint')}</p>
      <Loaded of={upcoming}>
        {({ items }) => (
          <PlannedList
            items={items}
            empty={t(run.state === 'active' ? 'run.next.none' : 'run.next.resting')}
            tools={(item) => {
              const step = steps.find((one) => one.id === item.step)
              return may && step && item.waiting === null ? (
                <span className="pb-event-tools">
                  <Button type="link" size="small" onClick={() => onAmend(step)}>
                    {t('run.amend')}
                  </Button>
                  <Button type="link" size="small" onClick={() => void skip(item)}>
                    {t('run.skip')}
                  </Button>
                </span>
              ) : null
            }}
          />
        )}
      </Loaded>
    </Section>
  )
}
