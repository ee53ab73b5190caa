import { useRoute } from '@grove/client/react'
import { useT } from '@grove/i18n/react'
import { FormDrawer, Loaded, Section, StateTag, TimeText, useToast, useViewer, VerbButton } from '@grove/ui'
import { Button, Form, Input } from 'antd'
import { useState } from 'react'
import { getSendsSwitch, setSendsSwitch } from '../../contract/index.ts'

/** The kill switch. Stopping is one step, with room for a reason; resuming asks, because what is due then leaves. */
export function SendsSwitch() {
  const t = useT()
  const toast = useToast()
  const viewer = useViewer()
  const [asking, setAsking] = useState(false)
  const answer = useRoute(getSendsSwitch, {})
  const allowed = viewer.can('sends.stop')
  const stopped = () => {
    toast.done(t('sends.stopped.done'))
    viewer.refresh?.()
  }
  return (
    <Section title={t('sends.title')}>
      <Loaded of={answer}>
        {(now) => (
          <div className="i-row">
            <div className="i-row-main">
              <span>
                <StateTag tone={now.stopped ? 'bad' : 'good'}>{t(now.stopped ? 'sends.stopped' : 'sends.running')}</StateTag>
                {now.stopped && now.reason ? now.reason : null}
              </span>
              <span className="g-soft">
                {now.stopped ? t('sends.stopped.hint') : t('sends.running.hint')}{' '}
                {now.since ? (
                  <>
                    {now.by ?? ''} <TimeText at={now.since} as="dateTime" />
                  </>
                ) : null}
              </span>
            </div>
            {!allowed ? null : now.stopped ? (
              <VerbButton
                route={setSendsSwitch}
                input={{ stopped: false }}
                invalidates={[getSendsSwitch]}
                done={t('sends.resumed.done')}
                onDone={() => viewer.refresh?.()}
                confirm={{ title: t('sends.resume.ask'), body: t('sends.resume.body'), ok: t('sends.resume') }}
                button={{ type: 'primary' }}
              >
                {t('sends.resume')}
              </VerbButton>
            ) : (
              <Button danger onClick={() => setAsking(true)}>
                {t('sends.stop')}
              </Button>
            )}
          </div>
        )}
      </Loaded>
      <FormDrawer
        open={asking}
        title={t('sends.stop')}
        route={setSendsSwitch}
        initial={{ stopped: true }}
        toInput={(values) => ({ ...values, stopped: true })}
        submit={t('sends.stop.submit')}
        invalidates={[getSendsSwitch]}
        onClose={() => setAsking(false)}
        onDone={stopped}
      >
        <p>{t('sends.stop.body')}</p>
        <Form.Item name="reason" label={t('sends.reason')} extra={t('sends.reason.hint')}>
          <Input maxLength={200} autoFocus />
        </Form.Item>
      </FormDrawer>
    </Section>
  )
}
