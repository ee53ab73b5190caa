import {
  Blocks,
  Button,
  Card,
  Confirm,
  LanguageSwitch,
  Page,
  ProblemLine,
  ProblemPage,
  useLoad,
  useSend,
  useWords,
  useWorkspace,
  Waiting,
} from '@grove/ui-h5'
import { useState } from 'react'
import { useLocation, useParams } from 'wouter'
import { type DoorView, lookAtDoor, withdrawByPhone } from '../../contract/index.ts'
import { readArrival } from '../parts/arrival.ts'
import { EntrySheet } from '../parts/entry-sheet.tsx'
import { Hero, Promise } from '../parts/hero.tsx'
import { WayIn } from '../parts/way-in.tsx'

/** /m/:ws/c/:code — anybody may look; joining asks for as little as it needs. */
export default function DoorPage() {
  const { ws } = useWorkspace()
  const { code = '' } = useParams<{ code: string }>()
  const door = useLoad(lookAtDoor, { ws, code })
  if (door.data) return <OpenDoor door={door.data} reload={door.reload} />
  return door.problem ? <ProblemPage problem={door.problem} onRetry={door.reload} /> : <Waiting />
}

function OpenDoor({ door, reload }: { readonly door: DoorView; readonly reload: () => void }) {
  const { ws } = useWorkspace()
  const { t } = useWords()
  const [, go] = useLocation()
  const [entering, setEntering] = useState(false)
  const [arrival] = useState(() => readArrival(location.search))
  const pending = door.you.standing === 'waiting' || door.you.standing === 'interview'
  return (
    <Page
      title={door.workspaceName}
      actions={<LanguageSwitch />}
      footer={
        pending ? null : (
          <WayIn
            door={door}
            invitationCode={arrival.invitationCode}
            onEnter={() => setEntering(true)}
            onRoom={() => go(`/${ws}/room/${door.communityId}`)}
          />
        )
      }
    >
      <div className="community-stack">
        <Hero door={door} />
        {pending && <Pending door={door} reload={reload} />}
        {door.you.standing === 'rejected' && <Rejected door={door} />}
        <Promise text={door.promise} />
        <Blocks blocks={door.announcement} />
      </div>
      {entering && (
        <EntrySheet
          door={door}
          arrival={arrival}
          onClose={() => setEntering(false)}
          onIn={(standing) => {
            setEntering(false)
            if (standing === 'member') go(`/${ws}/c/${door.code}/welcome`, { replace: true })
            else reload()
          }}
        />
      )}
      <p className="h5-hint">{t('community.door.privacy')}</p>
    </Page>
  )
}

/** An application on its way: what happens next, and a way to take it back. */
function Pending({ door, reload }: { readonly door: DoorView; readonly reload: () => void }) {
  const { ws } = useWorkspace()
  const { t } = useWords()
  const [asking, setAsking] = useState(false)
  const withdraw = useSend(withdrawByPhone)
  const reason = door.you.application?.reason
  return (
    <Card title={t(`community.door.${door.you.standing}.title`)}>
      <p>{t(`community.door.${door.you.standing}.hint`)}</p>
      {reason && <p className="community-quote">{reason}</p>}
      <Button wide onPress={reload}>
        {t('community.door.refresh')}
      </Button>
      <Button kind="text" wide onPress={() => setAsking(true)}>
        {t('community.door.withdraw')}
      </Button>
      <ProblemLine problem={withdraw.problem} />
      {asking && (
        <Confirm
          title={t('community.door.withdraw_ask')}
          action={t('community.door.withdraw')}
          danger
          busy={withdraw.busy}
          onNo={() => setAsking(false)}
          onYes={() => {
            void withdraw.send({ ws, code: door.code }).then(() => {
              setAsking(false)
              reload()
            })
          }}
        />
      )}
    </Card>
  )
}

function Rejected({ door }: { readonly door: DoorView }) {
  const { t } = useWords()
  return (
    <Card title={t('community.door.rejected.title')}>
      {door.you.application?.reason && <p className="community-quote">{door.you.application.reason}</p>}
      <p>{t('community.door.rejected.hint')}</p>
    </Card>
  )
}
