import { Empty, Button, LanguageSwitch, Page, ProblemPage, useLoad, useSend, useWords, useWorkspace, Waiting } from '@grove/ui-h5'
import { useEffect, useState } from 'react'
import { useLocation, useParams } from 'wouter'
import { type FormPage as View, lookAtForm, openForm } from '../../contract/index.ts'
import { FillIn } from '../parts/fill-in.tsx'
import '../parts/form.css'

/** /m/:ws/f/:code?from=community — one page from the first question to the thanks. */
export default function FormPage() {
  const { ws } = useWorkspace()
  const { code = '' } = useParams<{ code: string }>()
  const [from] = useState(() => new URLSearchParams(location.search).get('from') ?? undefined)
  const arrival = { ws, code, ...(from ? { from } : {}) }
  const page = useLoad(lookAtForm, arrival)
  const open = useSend(openForm)
  const shown = page.data?.state === 'open' && page.data.you !== null
  const { send } = open
  useEffect(() => {
    if (shown) void send({ ws, code, ...(from ? { from } : {}) })
  }, [shown, send, ws, code, from])
  if (page.problem && !page.data) return <ProblemPage problem={page.problem} onRetry={page.reload} />
  if (!page.data) return <Waiting />
  return <Shown view={page.data} arrival={arrival} />
}

export interface Arrival {
  readonly ws: string
  readonly code: string
  readonly from?: string
}

function Shown({ view, arrival }: { readonly view: View; readonly arrival: Arrival }) {
  const { t } = useWords()
  const [, go] = useLocation()
  const [done, setDone] = useState(false)
  const home = () => go(`/${arrival.ws}`)
  const frame = { title: view.workspaceName, actions: <LanguageSwitch /> }
  if (view.you === null)
    return (
      <Page {...frame}>
        <Empty
          title={view.title}
          hint={t(arrival.from ? 'form.page.join_first' : 'form.page.members_only')}
          {...(arrival.from
            ? {
                action: (
                  <Button kind="primary" onPress={() => go(`/${arrival.ws}/c/${arrival.from}`)}>
                    {t('form.page.join')}
                  </Button>
                ),
              }
            : {})}
        />
      </Page>
    )
  if (view.state === 'closed')
    return (
      <Page {...frame}>
        <Empty
          title={t('form.page.closed', { title: view.title })}
          hint={t('form.page.closed_hint')}
          action={<Button onPress={home}>{t('form.page.home')}</Button>}
        />
      </Page>
    )
  if (done)
    return (
      <Page {...frame}>
        <Empty
          title={t('form.page.done')}
          hint={view.thanks || t('form.page.done_hint')}
          action={
            <Button kind="primary" onPress={home}>
              {t('form.page.home')}
            </Button>
          }
        />
      </Page>
    )
  return <FillIn view={view} arrival={arrival} onDone={() => setDone(true)} />
}
