import { PlusOutlined, DeleteOutlined } from '@ant-design/icons'
import { useT } from '@grove/i18n/react'
import type { Route } from '@grove/kernel/contract'
import { FormDrawer } from '@grove/ui'
import { Button, Checkbox, Form, Input, InputNumber, Radio, Select, Space } from 'antd'
import {
  addQuestion,
  MOST_OPTIONS,
  QUESTION_KINDS,
  type QuestionBody,
  type QuestionKind,
  type QuestionRow,
  type QuestionTheme,
  saveQuestion,
  THEMES,
} from '../../contract/index.ts'
import { optionLetter } from '../../domain/index.ts'

interface Sheet {
  readonly kind: QuestionKind
  readonly theme: QuestionTheme
  readonly stem: string
  readonly options: readonly string[]
  readonly right: readonly number[]
  readonly blanks: string
  readonly model: string
  readonly explain: string
  readonly points: number
}

/** One question; the fields follow its kind. */
export function QuestionDrawer(props: {
  readonly bankId: number
  readonly theme: QuestionTheme
  readonly row?: QuestionRow
  readonly invalidates: readonly Route[]
  readonly onClose: () => void
}) {
  const t = useT()
  const { row } = props
  const initial = { sheet: row ? sheetOf(row.body) : { ...EMPTY, theme: props.theme } } as object
  const shared = { open: true, initial, invalidates: [...props.invalidates], onClose: props.onClose, width: 560 }
  const body = (values: object) => bodyOf((values as { sheet: Sheet }).sheet)
  return row ? (
    <FormDrawer {...shared} title={t('question.edit')} route={saveQuestion} toInput={(values) => ({ id: row.id, body: body(values) })}>
      <Fields />
    </FormDrawer>
  ) : (
    <FormDrawer {...shared} title={t('question.new')} route={addQuestion} toInput={(values) => ({ id: props.bankId, body: body(values) })}>
      <Fields />
    </FormDrawer>
  )
}

const EMPTY: Sheet = {
  kind: 'single',
  theme: 'lesson',
  stem: '',
  options: ['', '', '', ''],
  right: [0],
  blanks: '',
  model: '',
  explain: '',
  points: 1,
}

function sheetOf(body: QuestionBody): Sheet {
  const { kind, theme, stem, explain, points } = body
  const asked = { ...EMPTY, kind, theme, stem, explain, points }
  if (body.kind === 'single') return { ...asked, options: body.options, right: [body.right] }
  if (body.kind === 'multi') return { ...asked, options: body.options, right: body.right }
  if (body.kind === 'blank') return { ...asked, blanks: body.blanks.map((one) => one.join('|')).join('\n') }
  return { ...asked, model: body.model }
}

function bodyOf(sheet: Sheet): QuestionBody {
  const { kind, theme, stem, explain, points } = sheet
  const asked = { theme, stem, explain, points }
  const options = [...sheet.options]
  if (kind === 'single') return { kind, ...asked, options, right: sheet.right[0] ?? 0 }
  if (kind === 'multi') return { kind, ...asked, options, right: [...sheet.right].toSorted((a, b) => a - b) }
  if (kind === 'short') return { kind, ...asked, model: sheet.model }
  const lines = sheet.blanks.split('\n').filter((line) => line.trim() !== '')
  return { kind, ...asked, blanks: lines.map((line) => line.split(/[|｜]/).flatMap((one) => one.trim() || [])) }
}

function Fields() {
  const t = useT()
  const kind = Form.useWatch(['sheet', 'kind']) as QuestionKind | undefined
  return (
    <>
      <Form.Item name={['sheet', 'kind']} label={t('question.field.kind')}>
        <Radio.Group options={QUESTION_KINDS.map((value) => ({ value, label: t(`question.kind.${value}`) }))} />
      </Form.Item>
      <Form.Item name={['sheet', 'theme']} label={t('question.field.theme')}>
        <Select options={THEMES.map((value) => ({ value, label: t(`question.theme.${value}`) }))} />
      </Form.Item>
      <Form.Item name={['sheet', 'stem']} label={t('question.field.stem')} required>
        <Input.TextArea maxLength={500} autoSize={{ minRows: 2 }} />
      </Form.Item>
      {kind === 'single' || kind === 'multi' ? <Options many={kind === 'multi'} /> : null}
      {kind === 'blank' ? (
        <Form.Item name={['sheet', 'blanks']} label={t('question.field.blanks')} extra={t('question.field.blanks_hint')} required>
          <Input.TextArea autoSize={{ minRows: 2 }} maxLength={2000} />
        </Form.Item>
      ) : null}
      {kind === 'short' ? (
        <Form.Item name={['sheet', 'model']} label={t('question.field.model')} extra={t('question.field.model_hint')}>
          <Input.TextArea autoSize={{ minRows: 2 }} maxLength={1000} />
        </Form.Item>
      ) : null}
      <Form.Item name={['sheet', 'explain']} label={t('question.field.explain')}>
        <Input.TextArea maxLength={500} autoSize={{ minRows: 1 }} />
      </Form.Item>
      <Form.Item name={['sheet', 'points']} label={t('question.field.points')}>
        <InputNumber min={1} max={100} precision={0} />
      </Form.Item>
    </>
  )
}

function Options({ many }: { readonly many: boolean }) {
  const t = useT()
  const options = (Form.useWatch(['sheet', 'options']) as readonly string[] | undefined) ?? []
  const choices = options.map((_text, at) => ({ value: at, label: optionLetter(at) }))
  return (
    <>
      <Form.List name={['sheet', 'options']}>
        {(fields, { add, remove }) => (
          <>
            {fields.map((field, at) => (
              <Form.Item key={field.key} label={t('question.field.option', { letter: optionLetter(at) })} className="g-tight">
                <Space.Compact className="g-wide">
                  <Form.Item name={field.name} noStyle rules={[{ required: true, message: t('question.options_incomplete') }]}>
                    <Input maxLength={120} aria-label={t('question.field.option', { letter: optionLetter(at) })} />
                  </Form.Item>
                  {fields.length > 2 ? (
                    <Button
                      icon={<DeleteOutlined />}
                      aria-label={t('question.option_remove', { letter: optionLetter(at) })}
                      onClick={() => remove(field.name)}
                    />
                  ) : null}
                </Space.Compact>
              </Form.Item>
            ))}
            {fields.length < MOST_OPTIONS ? (
              <Form.Item>
                <Button icon={<PlusOutlined />} onClick={() => add('')}>
                  {t('question.option_add')}
                </Button>
              </Form.Item>
            ) : null}
          </>
        )}
      </Form.List>
      <Form.Item
        name={['sheet', 'right']}
        label={t('question.field.right')}
        getValueProps={(right: readonly number[] | undefined) => ({ value: many ? right : right?.[0] })}
        getValueFromEvent={(event: number[] | { target: { value: number } }) => (Array.isArray(event) ? event : [event.target.value])}
      >
        {many ? <Checkbox.Group options={choices} /> : <Radio.Group options={choices} />}
      </Form.Item>
    </>
  )
}
