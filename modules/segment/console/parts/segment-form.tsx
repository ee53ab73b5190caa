import { useRoute, useVerb } from '@grove/client/react'
import type { Condition } from '@grove/condition-kit/contract'
import { useT } from '@grove/i18n/react'
import { ErrorText, Loaded, Section, useGo } from '@grove/ui'
import { Button, Form, Input, Radio } from 'antd'
import { useState } from 'react'
import { createSegment, getSegment, listKinds, listSegments, type SegmentDetail, updateSegment } from '../../contract/index.ts'
import { ConditionBuilder } from './condition-builder.tsx'
import { conditionOf, draftOf, isWhole } from './draft.ts'
import { PreviewPanel } from './preview-panel.tsx'

/** The builder: the condition on one side, what it means on the other. */
export function SegmentForm({ segment }: { segment?: SegmentDetail }) {
  const t = useT()
  const go = useGo()
  const kinds = useRoute(listKinds, {}, { staleMs: 300_000 })
  const [name, setName] = useState(segment?.name ?? '')
  const [note, setNote] = useState(segment?.note ?? '')
  const [frozen, setFrozen] = useState(false)
  const [draft, setDraft] = useState(() => draftOf((segment?.condition ?? undefined) as Condition | undefined))
  const create = useVerb(createSegment, { invalidates: [listSegments], onDone: ({ id }) => go(`/segments/${id}`) })
  const update = useVerb(updateSegment, { invalidates: [listSegments, getSegment], onDone: () => go(`/segments/${segment?.id}`) })
  const condition = isWhole(draft, kinds.data?.items ?? []) ? conditionOf(draft) : undefined
  const text = condition === undefined ? undefined : JSON.stringify(condition)
  const busy = create.isPending || update.isPending
  const save = () => {
    if (text === undefined) return
    const given = JSON.parse(text) as Record<string, unknown>
    if (segment) update.mutate({ id: segment.id, name, note, condition: given })
    else create.mutate({ name, note, condition: given, frozen })
  }
  return (
    <div className="segment-builder">
      <div>
        <Section>
          <Form layout="vertical" onFinish={save}>
            <Form.Item label={t('segment.name')} htmlFor="segment-name" required>
              <Input
                id="segment-name"
                maxLength={60}
                value={name}
                onChange={(event) => setName(event.target.value)}
                placeholder={t('segment.name.example')}
              />
            </Form.Item>
            <Form.Item label={t('segment.note')} htmlFor="segment-note">
              <Input id="segment-note" maxLength={500} value={note} onChange={(event) => setNote(event.target.value)} />
            </Form.Item>
            {segment ? null : (
              <Form.Item label={t('segment.kind')} extra={t(frozen ? 'segment.kind.list.hint' : 'segment.kind.live.hint')}>
                <Radio.Group
                  value={frozen}
                  onChange={(event) => setFrozen(event.target.value === true)}
                  options={[
                    { value: false, label: t('segment.kind.live') },
                    { value: true, label: t('segment.kind.list') },
                  ]}
                />
              </Form.Item>
            )}
          </Form>
        </Section>
        <Section title={t('segment.condition')}>
          <Loaded of={kinds}>{(data) => <ConditionBuilder draft={draft} kinds={data.items} onChange={setDraft} />}</Loaded>
        </Section>
        {create.error || update.error ? <ErrorText error={create.error ?? update.error} /> : null}
        <div className="segment-save">
          <Button onClick={() => go(segment ? `/segments/${segment.id}` : '/segments')}>{t('ui.cancel')}</Button>
          <Button type="primary" loading={busy} disabled={text === undefined || name.trim() === ''} onClick={save}>
            {t('ui.save')}
          </Button>
          {segment ? <span className="g-soft">{t('segment.edit.hint')}</span> : null}
        </div>
      </div>
      <PreviewPanel condition={text} {...(segment ? { id: segment.id } : {})} />
    </div>
  )
}
