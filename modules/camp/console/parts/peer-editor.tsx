import { PlusOutlined } from '@ant-design/icons'
import { useT } from '@grove/i18n/react'
import { Button, Input, InputNumber, Space } from 'antd'
import { type CampDay, type Criterion, MOST_CRITERIA } from '../../contract/index.ts'
import { Labelled } from './labelled.tsx'

type Homework = NonNullable<CampDay['homework']>

/** Who among the students reads a piece of homework, for how long, and by which criteria. */
export function PeerEditor({ homework, onChange }: { readonly homework: Homework; readonly onChange: (homework: Homework) => void }) {
  const t = useT()
  const { peer } = homework
  const put = (more: Partial<NonNullable<Homework['peer']>>) =>
    onChange({ ...homework, peer: { readers: 2, days: 2, ...homework.peer, ...more } })
  return (
    <div className="camp-peer">
      <Space wrap>
        <Labelled label={t('camp.peer.readers')}>
          {(id) => (
            <InputNumber
              id={id}
              min={0}
              max={5}
              precision={0}
              value={peer?.readers ?? 0}
              onChange={(readers) => (readers ? put({ readers }) : onChange({ ...homework, peer: null }))}
            />
          )}
        </Labelled>
        {peer ? (
          <Labelled label={t('camp.peer.days')}>
            {(id) => <InputNumber id={id} min={1} max={7} precision={0} value={peer.days} onChange={(days) => put({ days: days ?? 2 })} />}
          </Labelled>
        ) : null}
      </Space>
      {peer ? <Rubric criteria={peer.criteria ?? []} onChange={(criteria) => put({ criteria })} /> : null}
    </div>
  )
}

function Rubric({ criteria, onChange }: { readonly criteria: readonly Criterion[]; readonly onChange: (criteria: Criterion[]) => void }) {
  const t = useT()
  const put = (at: number, more: Partial<Criterion>) => onChange(criteria.map((one, place) => (place === at ? { ...one, ...more } : one)))
  const add = () => {
    const number = [1, 2, 3, 4, 5, 6, 7, 8].find((one) => !criteria.some(({ name }) => name === t('camp.rubric.new', { number: one }))) ?? 1
    onChange([...criteria, { name: t('camp.rubric.new', { number }), most: 5, weight: 1 }])
  }
  return (
    <section aria-label={t('camp.rubric')}>
      <p className="g-soft">{t(criteria.length === 0 ? 'camp.rubric.none' : 'camp.rubric.hint')}</p>
      {criteria.map((one, at) => (
        <Space key={at} wrap align="end" className="camp-criterion">
          <Labelled label={t('camp.rubric.name', { number: at + 1 })}>
            {(id) => (
              <Input
                id={id}
                maxLength={40}
                style={{ width: 260, maxWidth: '100%' }}
                status={one.name.trim() === '' ? 'error' : ''}
                value={one.name}
                onChange={(event) => put(at, { name: event.target.value })}
              />
            )}
          </Labelled>
          <Labelled label={t('camp.rubric.most')}>
            {(id) => (
              <InputNumber id={id} min={1} max={100} precision={0} value={one.most} onChange={(most) => put(at, { most: most ?? 5 })} />
            )}
          </Labelled>
          <Labelled label={t('camp.rubric.weight')}>
            {(id) => (
              <InputNumber
                id={id}
                min={1}
                max={10}
                precision={0}
                value={one.weight}
                onChange={(weight) => put(at, { weight: weight ?? 1 })}
              />
            )}
          </Labelled>
          <Button
            danger
            type="text"
            aria-label={t('camp.rubric.remove', { name: one.name })}
            onClick={() => onChange(criteria.filter((_one, place) => place !== at))}
          >
            {t('camp.exam.remove')}
          </Button>
        </Space>
      ))}
      <div>
        <Button icon={<PlusOutlined />} disabled={criteria.length >= MOST_CRITERIA} onClick={add}>
          {t('camp.rubric.add')}
        </Button>
      </div>
    </section>
  )
}
