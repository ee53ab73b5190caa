import { CallError, issuesOf } from '@grove/client'
import { useVerb, type VerbOptions } from '@grove/client/react'
import { useT } from '@grove/i18n/react'
import type { CallOf, OutputOf, Route } from '@grove/kernel/contract'
import { Button, Drawer, Form, type FormInstance } from 'antd'
import { type ReactNode, useEffect, useState } from 'react'
import type { z } from 'zod'
import { useConfirm } from '../feedback/confirm.tsx'
import { ErrorText } from '../feedback/error-text.tsx'
import { useIsPhone } from '../theme/use-is-phone.ts'
import { isChanged } from './is-changed.ts'
import { placeIssues } from './place-issues.ts'

interface FormDrawerProps<R extends Route> extends Pick<VerbOptions<R>, 'invalidates'> {
  readonly open: boolean
  readonly title: string
  readonly route: R
  /** What the fields start with. */
  readonly initial?: Partial<CallOf<R>>
  /** From the fields to the verb's input: add the id, drop what is empty. */
  readonly toInput?: (values: CallOf<R>) => CallOf<R>
  readonly submit?: string
  readonly width?: number
  /** `Form.Item`s named after the fields of the input. */
  readonly children: ReactNode | ((form: FormInstance<CallOf<R>>) => ReactNode)
  readonly onClose: () => void
  readonly onDone?: (output: OutputOf<R>) => void
}

/**
 * A form beside the page for one verb. Checks with the route's own schema before it leaves, puts the server's field problems at their fields,
 * keeps what was typed when something fails, and asks before throwing it away.
 */
export function FormDrawer<R extends Route>(props: FormDrawerProps<R>) {
  const { open, title, route, toInput, onClose, onDone } = props
  const t = useT()
  const ask = useConfirm()
  const phone = useIsPhone()
  const [form] = Form.useForm<CallOf<R>>()
  const [error, setError] = useState<unknown>()
  const verb = useVerb(route, props.invalidates ? { invalidates: props.invalidates } : {})

  useEffect(() => {
    if (open) setError(undefined)
  }, [open])

  const close = async () => {
    if (
      form.isFieldsTouched() &&
      !(await ask({ title: t('ui.form.discard'), body: t('ui.form.discard.hint'), ok: t('ui.form.discard.ok'), danger: true }))
    )
      return
    onClose()
  }
  const submit = async () => {
    setError(undefined)
    const values = await form.validateFields().catch(() => undefined)
    if (values === undefined) return
    const whole = form.getFieldsValue(true) as CallOf<R>
    const input = toInput ? toInput(whole) : whole
    const checked = route.input.safeParse(input)
    if (!checked.success) {
      const issues = checked.error.issues.map((issue) => ({ path: issue.path.join('.'), code: codeOf(issue), message: issue.message }))
      const loose = placeIssues(form, issues, t)
      if (loose.length > 0) setError(new CallError('kernel.invalid_input', 422, { issues: loose }))
      return
    }
    verb.mutate(input, {
      onSuccess: (output) => {
        onClose()
        onDone?.(output)
      },
      onError: (cause) => {
        const issues = issuesOf(cause)
        const loose = placeIssues(form, issues, t)
        setError(issues.length > 0 ? new CallError('kernel.invalid_input', 422, { issues: loose }) : cause)
      },
    })
  }

  return (
    <Drawer
      open={open}
      title={title}
      size={phone ? '100%' : (props.width ?? 480)}
      destroyOnHidden
      mask={{ closable: true }}
      onClose={() => void close()}
      footer={
        <div className="g-drawer-footer">
          <Button onClick={() => void close()}>{t('ui.cancel')}</Button>
          <Button type="primary" loading={verb.isPending} onClick={() => void submit()}>
            {props.submit ?? t('ui.save')}
          </Button>
        </div>
      }
    >
      <Form<CallOf<R>>
        form={form}
        layout="vertical"
        preserve={false}
        disabled={verb.isPending}
        scrollToFirstError={{ focus: true }}
        {...(props.initial ? { initialValues: props.initial } : {})}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) void submit()
        }}
        onFinish={() => void submit()}
        onValuesChange={(changed) => forgive(form, changed)}
      >
        {error ? (
          <div className="g-form-error">
            <ErrorText error={error} />
          </div>
        ) : null}
        {typeof props.children === 'function' ? props.children(form) : props.children}
        <button type="submit" className="g-hidden" tabIndex={-1} aria-hidden="true" />
      </Form>
    </Drawer>
  )
}

/** What was said of a field was said of what stood there before; fields with rules are checked anew by themselves. */
function forgive(form: FormInstance, changed: unknown): void {
  const wrong = form.getFieldsError().filter(({ name, errors }) => errors.length > 0 && isChanged(changed, name))
  if (wrong.length > 0) form.setFields(wrong.map(({ name }) => ({ name, errors: [] })))
}

/** A refinement says its own code in `params`, as the server reads it. */
function codeOf(issue: z.core.$ZodIssue): string {
  const own: unknown = issue.code === 'custom' ? issue.params?.code : undefined
  return typeof own === 'string' ? own : issue.code
}
