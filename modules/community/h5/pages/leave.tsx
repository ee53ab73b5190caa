import {
  Button,
  ChoiceField,
  Confirm,
  Empty,
  Page,
  ProblemLine,
  ProblemPage,
  TextField,
  useLoad,
  useSend,
  useWords,
  useWorkspace,
  Waiting,
} from '@grove/ui-h5'
import { useState } from 'react'
import { useLocation, useParams } from 'wouter'
import { leaveByPhone, lookAtDoor } from '../../contract/index.ts'
import '../parts/door.css'

const REASONS = ['busy', 'noise', 'not_for_me', 'done', 'other'] as const
type Reason = (typeof REASONS)[number]

/** /m/:ws/c/:code/leave — a reason makes it a request, and keeps the way back open. */
export default function LeavePage() {
  const { ws } = useWorkspace()
  const { t } = useWords()
  const [, go] = useLocation()
  const { code = '' } = useParams<{ code: string }>()
  const door = useLoad(lookAtDoor, { ws, code })
  const leave = useSend(leaveByPhone)
  const [reason, setReason] = useState<Reason>()
  const [more, setMore] = useState('')
  const [silent, setSilent] = useState(false)
  const [gone, setGone] = useState<{ mayRejoin: boolean }>()
  const back = () => go(door.data ? `/${ws}/room/${door.data.communityId}` : `/${ws}`)

  const send = async (words: string) => {
    const done = await leave.send({ ws, code, reason: words })
    setSilent(false)
    if (done) setGone(done)
  }
  if (gone)
    return (
      <Empty
        title={t('community.leave.gone')}
        hint={t(gone.mayRejoin ? 'community.leave.welcome_back' : 'community.leave.no_return')}
        action={<Button onPress={() => go(`/${ws}`)}>{t('community.leave.home')}</Button>}
      />
    )
  if (door.problem && !door.data) return <ProblemPage problem={door.problem} onRetry={door.reload} />
  if (!door.data) return <Waiting />
  if (door.data.you.standing !== 'member')
    return (
      <Empty
        title={t('community.leave.not_in')}
        action={<Button onPress={() => go(`/${ws}/c/${code}`)}>{t('community.leave.look')}</Button>}
      />
    )
  const chosen = reason === undefined ? '' : [t(`community.leave.reason.${reason}`), more.trim()].filter(Boolean).join('：')
  return (
    <Page
      title={t('community.leave.title')}
      subtitle={door.data.name}
      onBack={back}
      footer={
        <Button kind="danger" wide busy={leave.busy} disabled={reason === undefined} onPress={() => void send(chosen)}>
          {t('community.leave.action')}
        </Button>
      }
    >
      <div className="community-form">
        <p>{t('community.leave.why')}</p>
        <ChoiceField
          label={t('community.leave.reason')}
          value={reason ?? ''}
          onChange={(value) => setReason(REASONS.find((one) => one === value))}
          options={REASONS.map((value) => ({ value, label: t(`community.leave.reason.${value}`) }))}
        />
        <TextField label={t('community.leave.more')} value={more} onChange={setMore} lines={3} maxLength={400} />
        <ProblemLine problem={leave.problem} />
        <Button kind="text" wide onPress={() => setSilent(true)}>
          {t('community.leave.silent')}
        </Button>
      </div>
      {silent && (
        <Confirm
          title={t('community.leave.silent_ask')}
          action={t('community.leave.action')}
          danger
          busy={leave.busy}
          onNo={() => setSilent(false)}
          onYes={() => void send('')}
        >
          <p>{t('community.leave.silent_hint')}</p>
        </Confirm>
      )}
    </Page>
  )
}
