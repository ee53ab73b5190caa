import { useRoute, useVerb } from '@grove/client/react'
import { useI18n } from '@grove/i18n/react'
import { ErrorText, Loaded, PageHeader, Section, useToast, useViewer } from '@grove/ui'
import { Button, InputNumber, Table } from 'antd'
import { useState } from 'react'
import { board, getSettings, SCORE_PARTS, type StandingSettings, saveSettings } from '../../contract/index.ts'

/** /standing/measures — what the activity score is made of, and when somebody counts as asleep. */
export default function MeasuresPage() {
  const { t } = useI18n()
  const query = useRoute(getSettings, {})
  return (
    <>
      <PageHeader title={t('standing.measures')} back="/standing" hint={t('standing.measures.hint')} />
      <Loaded of={query}>{(data) => <Measures settings={data.settings} />}</Loaded>
    </>
  )
}

function Measures({ settings }: { settings: StandingSettings }) {
  const { t } = useI18n()
  const toast = useToast()
  const viewer = useViewer()
  const [now, setNow] = useState(settings)
  const save = useVerb(saveSettings, { invalidates: [getSettings, board] })
  const fixed = !viewer.can('standing.manage')
  const sum = SCORE_PARTS.reduce((total, part) => total + now.score.parts[part].points, 0)
  const set = (part: (typeof SCORE_PARTS)[number], patch: { points?: number; cap?: number }) =>
    setNow({ ...now, score: { ...now.score, parts: { ...now.score.parts, [part]: { ...now.score.parts[part], ...patch } } } })
  return (
    <>
      <Section title={t('standing.score')}>
        {save.error ? <ErrorText error={save.error} /> : null}
        <p className="g-soft">{t('standing.measures.score_hint')}</p>
        <p>
          {t('standing.measures.window')}{' '}
          <InputNumber
            aria-label={t('standing.measures.window')}
            min={7}
            max={180}
            disabled={fixed}
            value={now.score.window}
            onChange={(value) => setNow({ ...now, score: { ...now.score, window: value ?? 30 } })}
          />{' '}
          {t('standing.days')}
        </p>
        <Table
          size="small"
          rowKey="part"
          pagination={false}
          scroll={{ x: 'max-content' }}
          dataSource={SCORE_PARTS.map((part) => ({ part }))}
          columns={[
            { key: 'part', title: t('standing.measures.part'), render: (_value, { part }) => t(`standing.part.${part}`) },
            {
              key: 'points',
              title: t('standing.measures.points'),
              render: (_value, { part }) => (
                <InputNumber
                  aria-label={`${t(`standing.part.${part}`)} ${t('standing.measures.points')}`}
                  min={0}
                  max={100}
                  disabled={fixed}
                  value={now.score.parts[part].points}
                  onChange={(value) => set(part, { points: value ?? 0 })}
                />
              ),
            },
            {
              key: 'cap',
              title: t('standing.measures.cap'),
              render: (_value, { part }) => (
                <>
                  <InputNumber
                    aria-label={`${t(`standing.part.${part}`)} ${t('standing.measures.cap')}`}
                    min={1}
                    max={365}
                    disabled={fixed}
                    value={now.score.parts[part].cap}
                    onChange={(value) => set(part, { cap: value ?? 1 })}
                  />{' '}
                  <span className="g-soft">{t(`standing.part.${part}.cap`)}</span>
                </>
              ),
            },
          ]}
        />
        <p className={sum === 100 ? 'g-soft' : ''}>{t('standing.measures.sum', { sum })}</p>
      </Section>
      <Section title={t('standing.sleep')}>
        <p className="g-soft">{t('standing.sleep.hint')}</p>
        <p>
          {t('standing.sleep.after')}{' '}
          <InputNumber
            aria-label={t('standing.sleep.after')}
            min={3}
            max={365}
            disabled={fixed}
            value={now.sleepDays}
            onChange={(value) => setNow({ ...now, sleepDays: value ?? 30 })}
          />{' '}
          {t('standing.days')}
        </p>
      </Section>
      {fixed ? null : (
        <Button
          type="primary"
          loading={save.isPending}
          onClick={() => save.mutate({ settings: now }, { onSuccess: () => toast.done(t('standing.saved')) })}
        >
          {t('standing.save_and_count')}
        </Button>
      )}
    </>
  )
}
