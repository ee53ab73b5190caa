import { DeleteOutlined, PlusOutlined, TagOutlined } from '@ant-design/icons'
import { useT } from '@grove/i18n/react'
import { Button, Form, Input } from 'antd'
import type { AnswerOption } from '../../contract/index.ts'
import { newKey } from '../../domain/new-key.ts'

/** Options with the tag each gives; two at least. */
export function OptionRows({
  options,
  tags,
  disabled,
  onChange,
}: {
  options: readonly AnswerOption[]
  tags: boolean
  disabled: boolean
  onChange: (options: AnswerOption[]) => void
}) {
  const t = useT()
  const put = (at: number, part: AnswerOption) => onChange(options.map((one, index) => (index === at ? part : one)))
  const retag = (at: number, { tag: _old, ...rest }: AnswerOption, tag: string) => put(at, tag ? { ...rest, tag } : rest)
  const add = () => {
    const id = newKey(
      'o',
      options.map((one) => one.id),
    )
    onChange([...options, { id, label: t('form.option_n', { number: options.length + 1 }) }])
  }
  return (
    <Form.Item required label={t('form.question.options')} extra={tags ? t('form.question.tag_hint') : undefined}>
      <ul className="form-options">
        {options.map((option, at) => (
          <li key={option.id}>
            <Input
              value={option.label}
              maxLength={60}
              aria-label={t('form.option_n', { number: at + 1 })}
              onChange={(event) => put(at, { ...option, label: event.target.value })}
            />
            {tags ? (
              <Input
                value={option.tag ?? ''}
                maxLength={40}
                prefix={<TagOutlined aria-hidden="true" />}
                placeholder={t('form.question.no_tag')}
                aria-label={t('form.question.tag_of', { option: option.label })}
                onChange={(event) => retag(at, option, event.target.value)}
              />
            ) : null}
            <Button
              type="text"
              icon={<DeleteOutlined />}
              disabled={disabled || options.length <= 2}
              aria-label={t('form.question.drop_option', { option: option.label })}
              onClick={() => onChange(options.filter((_one, index) => index !== at))}
            />
          </li>
        ))}
      </ul>
      {options.length < 20 ? (
        <Button size="small" icon={<PlusOutlined />} onClick={add}>
          {t('form.question.add_option')}
        </Button>
      ) : null}
    </Form.Item>
  )
}
