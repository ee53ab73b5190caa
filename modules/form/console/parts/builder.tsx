import { DeleteOutlined, HolderOutlined, PlusOutlined } from '@ant-design/icons'
import { useVerb } from '@grove/client/react'
import { useT } from '@grove/i18n/react'
import { ErrorText, Section, useToast, useViewer } from '@grove/ui'
import { Button, Dropdown, Form, Input, Switch } from 'antd'
import { useState } from 'react'
import {
  formBody,
  type FormBody,
  type FormDetail,
  getForm,
  listForms,
  type Question,
  QUESTION_KINDS,
  saveForm,
} from '../../contract/index.ts'
import { formAdvice } from '../../domain/form-advice.ts'
import { AdviceList } from './advice-list.tsx'
import { freshQuestion } from './fresh-question.ts'
import { PhonePreview } from './phone-preview.tsx'
import { QuestionEditor } from './question-editor.tsx'

/** Questions on the left, the phone on the right, what would annoy a member between them; one button saves. */
export function Builder({ form }: { form: FormDetail }) {
  const t = useT()
  const toast = useToast()
  const may = useViewer().can('form.write')
  const [body, setBody] = useState<FormBody>(() => formBody.parse(form))
  const [open, setOpen] = useState<string>()
  const [wrong, setWrong] = useState<string>()
  const save = useVerb(saveForm, { invalidates: [getForm, listForms] })
  const change = (part: Partial<FormBody>) => {
    setBody({ ...body, ...part })
    setWrong(undefined)
  }
  const put = (key: string, question: Question) => change({ questions: body.questions.map((one) => (one.key === key ? question : one)) })
  const move = (at: number, by: number) => {
    const list = [...body.questions]
    const [one] = list.splice(at, 1)
    if (one) list.splice(at + by, 0, one)
    change({ questions: list })
  }
  const add = (kind: Question['kind']) => {
    const fresh = freshQuestion(kind, body.questions, t)
    change({ questions: [...body.questions, fresh] })
    setOpen(fresh.key)
  }
  const submit = () => {
    const checked = formBody.safeParse(body)
    if (!checked.success) {
      const at = checked.error.issues[0]?.path
      const number = at?.[0] === 'questions' && typeof at[1] === 'number' ? at[1] + 1 : undefined
      setWrong(number === undefined ? t('form.title_needed') : t('form.question_wrong', { number }))
      return
    }
    save.mutate({ id: form.id, ...checked.data }, { onSuccess: () => toast.done(t('form.saved')) })
  }
  const advice = formAdvice(body, form.purpose)

  return (
    <div className="form-builder">
      <div>
        <Section title={t('form.part.words')}>
          <Form layout="vertical" disabled={!may}>
            <Form.Item required label={t('form.field.title')} htmlFor="form-title">
              <Input id="form-title" value={body.title} maxLength={60} onChange={(event) => change({ title: event.target.value })} />
            </Form.Item>
            <Form.Item label={t('form.field.intro')} htmlFor="form-intro" extra={t('form.intro_hint')}>
              <Input.TextArea
                id="form-intro"
                value={body.intro}
                maxLength={500}
                autoSize={{ minRows: 2 }}
                onChange={(event) => change({ intro: event.target.value })}
              />
            </Form.Item>
            <Form.Item label={t('form.field.thanks')} htmlFor="form-thanks">
              <Input.TextArea
                id="form-thanks"
                value={body.thanks}
                maxLength={500}
                autoSize={{ minRows: 2 }}
                onChange={(event) => change({ thanks: event.target.value })}
              />
            </Form.Item>
            {form.purpose === 'card' ? (
              <label className="form-switch">
                <Switch
                  checked={body.showExample}
                  onChange={(showExample) => change({ showExample })}
                  aria-label={t('form.field.show_example')}
                />
                <span>
                  {t('form.field.show_example')}
                  <small className="g-soft">{t('form.show_example_hint')}</small>
                </span>
              </label>
            ) : null}
          </Form>
        </Section>
        <Section title={t('form.part.questions', { count: body.questions.length })}>
          {body.questions.length === 0 ? <p className="g-soft">{t('form.no_questions_yet')}</p> : null}
          <ol className="form-list">
            {body.questions.map((question, at) => (
              <li key={question.key} className={open === question.key ? 'form-item form-item-open' : 'form-item'}>
                <div className="form-item-head">
                  <HolderOutlined aria-hidden="true" />
                  <button
                    type="button"
                    className="form-item-title"
                    aria-expanded={open === question.key}
                    onClick={() => setOpen(open === question.key ? undefined : question.key)}
                  >
                    <span>
                      {at + 1}. {question.label || t('form.unnamed')}
                      {question.required ? <span className="form-required"> *</span> : null}
                    </span>
                    <span className="g-soft">{t(`form.kind.${question.kind}`)}</span>
                  </button>
                  {may ? (
                    <span className="form-item-tools">
                      <Button type="text" size="small" disabled={at === 0} aria-label={t('form.up')} onClick={() => move(at, -1)}>
                        ↑
                      </Button>
                      <Button
                        type="text"
                        size="small"
                        disabled={at === body.questions.length - 1}
                        aria-label={t('form.down')}
                        onClick={() => move(at, 1)}
                      >
                        ↓
                      </Button>
                      <Button
                        type="text"
                        size="small"
                        icon={<DeleteOutlined />}
                        aria-label={t('form.take_out')}
                        onClick={() => change({ questions: body.questions.filter((one) => one.key !== question.key) })}
                      />
                    </span>
                  ) : null}
                </div>
                {open === question.key ? (
                  <QuestionEditor question={question} purpose={form.purpose} disabled={!may} onChange={(next) => put(question.key, next)} />
                ) : null}
                <AdviceList advice={advice.filter((one) => one.question === question.key)} />
              </li>
            ))}
          </ol>
          {may ? (
            <Dropdown
              trigger={['click']}
              menu={{ items: QUESTION_KINDS.map((kind) => ({ key: kind, label: t(`form.kind.${kind}`), onClick: () => add(kind) })) }}
            >
              <Button icon={<PlusOutlined />} disabled={body.questions.length >= 40}>
                {t('form.add_question')}
              </Button>
            </Dropdown>
          ) : null}
          <AdviceList advice={advice.filter((one) => one.question === undefined)} />
        </Section>
        {may ? (
          <div className="form-save">
            {wrong ? (
              <p className="g-bad" role="alert">
                {wrong}
              </p>
            ) : null}
            {save.error ? <ErrorText error={save.error} /> : null}
            {form.state === 'open' ? <span className="g-soft">{t('form.save_hint')}</span> : null}
            <Button type="primary" loading={save.isPending} onClick={submit}>
              {t('form.save')}
            </Button>
          </div>
        ) : null}
      </div>
      <PhonePreview body={body} purpose={form.purpose} />
    </div>
  )
}
