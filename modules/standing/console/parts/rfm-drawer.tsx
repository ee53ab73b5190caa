import { useRoute, useVerb } from '@grove/client/react'
import { useI18n } from '@grove/i18n/react'
import { ErrorText, Loaded, useIsPhone, useToast } from '@grove/ui'
import { Button, Drawer, Input, InputNumber, Segmented } from 'antd'
import { useState } from 'react'
import { board, getSettings, listStanding, type RfmSegment, rfmBoard, type StandingSettings, saveSettings } from '../../contract/index.ts'

/** Cut-offs and named segments of RFM. */
export function RfmDrawer({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useI18n()
  const phone = useIsPhone()
  const query = useRoute(getSettings, {})
  return (
    <Drawer open={open} title={t('standing.rfm.edit')} size={phone ? '100%' : 720} destroyOnHidden onClose={onClose}>
      <Loaded of={query}>{(data) => <RfmForm settings={data.settings} cuts={data.cuts} onClose={onClose} />}</Loaded>
    </Drawer>
  )
}

type Cuts = NonNullable<StandingSettings['rfm']['cuts']>

function RfmForm({ settings, cuts, onClose }: { settings: StandingSettings; cuts: Cuts | null; onClose: () => void }) {
  const { t, f } = useI18n()
  const toast = useToast()
  const [rfm, setRfm] = useState(settings.rfm)
  const save = useVerb(saveSettings, { invalidates: [getSettings, rfmBoard, board, listStanding] })
  const begin: Cuts = rfm.cuts ??
    cuts ?? { recency: [30, 60, 120, 240], frequency: [2, 3, 5, 8], monetary: [10_000, 30_000, 60_000, 120_000] }
  const setSegment = (at: number, patch: Partial<RfmSegment>) =>
    setRfm({ ...rfm, segments: rfm.segments.map((one, place) => (place === at ? { ...one, ...patch } : one)) })
  return (
    <>
      {save.error ? <ErrorText error={save.error} /> : null}
      <p>
        <Segmented<string>
          value={rfm.mode}
          onChange={(mode) =>
            setRfm({
              ...rfm,
              mode: mode === 'fixed' ? 'fixed' : 'quantile',
              cuts: mode === 'fixed' ? begin : rfm.cuts,
              bins: mode === 'fixed' ? begin.recency.length + 1 : rfm.bins,
            })
          }
          options={(['quantile', 'fixed'] as const).map((mode) => ({ value: mode, label: t(`standing.rfm.mode.${mode}`) }))}
        />
      </p>
      <p className="g-soft">{t(`standing.rfm.mode.${rfm.mode}.hint`, { bins: rfm.bins })}</p>
      {rfm.mode === 'fixed'
        ? (['recency', 'frequency', 'monetary'] as const).map((key) => (
            <div key={key} className="s-question">
              <span>{t(`standing.rfm.${key}`)}</span>
              {(rfm.cuts ?? begin)[key].map((cut, at) => (
                <InputNumber
                  key={`${key}-${at + 1}`}
                  aria-label={`${t(`standing.rfm.${key}`)} ${at + 1}`}
                  value={key === 'monetary' ? cut / 100 : cut}
                  min={0}
                  onChange={(value) => {
                    const list = (rfm.cuts ?? begin)[key].map((one, place) =>
                      place === at ? Math.round((value ?? 0) * (key === 'monetary' ? 100 : 1)) : one,
                    )
                    setRfm({ ...rfm, cuts: { ...(rfm.cuts ?? begin), [key]: list } })
                  }}
                />
              ))}
            </div>
          ))
        : null}
      <h3>{t('standing.rfm.names')}</h3>
      <p className="g-soft">{t('standing.rfm.names.hint')}</p>
      {rfm.segments.map((segment, at) => (
        <div key={segment.key} className="s-question">
          <Input
            style={{ width: 150 }}
            aria-label={t('standing.rfm.segment')}
            value={segment.name[f.locale]}
            maxLength={30}
            onChange={(event) => setSegment(at, { name: { ...segment.name, [f.locale]: event.target.value } })}
          />
          {(['r', 'f', 'm'] as const).map((letter) => (
            <span key={letter}>
              {letter.toUpperCase()}{' '}
              {[0, 1].map((end) => (
                <InputNumber
                  key={end}
                  style={{ width: 56 }}
                  aria-label={`${segment.name[f.locale]} ${letter.toUpperCase()} ${end === 0 ? t('standing.rfm.low') : t('standing.rfm.high')}`}
                  min={1}
                  max={rfm.bins}
                  value={segment[letter][end] ?? 1}
                  onChange={(value) => {
                    const [low, high] = segment[letter]
                    setSegment(at, { [letter]: end === 0 ? [value ?? 1, high] : [low, value ?? rfm.bins] })
                  }}
                />
              ))}
            </span>
          ))}
        </div>
      ))}
      <p>
        <Button
          type="primary"
          loading={save.isPending}
          onClick={() =>
            save.mutate(
              { settings: { ...settings, rfm } },
              {
                onSuccess: () => {
                  toast.done(t('standing.saved'))
                  onClose()
                },
              },
            )
          }
        >
          {t('standing.save_and_count')}
        </Button>
      </p>
    </>
  )
}
