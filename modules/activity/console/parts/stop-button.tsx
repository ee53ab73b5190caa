import { useT } from '@grove/i18n/react'
import { FormDrawer } from '@grove/ui'
import { Button, Form, Input } from 'antd'
import { useState } from 'react'
import { type CockpitView, getCockpit, stopActivity } from '../../contract/index.ts'

/** For good, with the reason. */
export function StopButton({ view }: { readonly view: CockpitView }) {
  const t = useT()
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button danger onClick={() => setOpen(true)}>
        {t('activity.stop')}
      </Button>
      <FormDrawer
        open={open}
        title={t('activity.stop_of', { title: view.title })}
        route={stopActivity}
        initial={{ why: '' }}
        toInput={(values) => ({ ...values, id: view.id })}
        invalidates={[getCockpit]}
        submit={t('activity.stop')}
        onClose={() => setOpen(false)}
      >
        <p>{t('activity.stop_hint')}</p>
        <Form.Item name="why" label={t('activity.field.why')} required>
          <Input maxLength={200} />
        </Form.Item>
      </FormDrawer>
    </>
  )
}
