import {
  asCallError,
  Button,
  Empty,
  LanguageSwitch,
  Page,
  ProblemLine,
  useWords,
  useWorkspace,
  Waiting,
  WorkspaceContext,
} from '@grove/ui-h5'
import type { CallError } from '@grove/client'
import { useEffect, useMemo, useState } from 'react'
import { useParams } from 'wouter'
import { type Beside, type ChatClient, insideClient, openChatClient } from '../parts/chat-client.ts'
import { GroupView } from '../parts/group-view.tsx'
import { MemberView } from '../parts/member-view.tsx'
import { SayContext } from '../parts/say-button.tsx'
import { useEntry, useStaffClient } from '../parts/use-entry.ts'
import '../parts/sidebar.css'

/** /m/:ws/side/:account — beside a conversation inside the platform's client. */
export default function SidebarPage() {
  const { t } = useWords()
  const account = Number(useParams<{ account: string }>().account)
  const { entry, again } = useEntry(account)
  return (
    <Page title={t('sidebar.title')} actions={<LanguageSwitch />}>
      {entry.state === 'entering' ? <Waiting /> : null}
      {entry.state === 'outside' ? <Empty title={t('sidebar.outside')} hint={t('sidebar.outside_hint')} /> : null}
      {entry.state === 'refused' ? <Refused problem={entry.problem} onAgain={again} /> : null}
      {entry.state === 'in' ? <Inside account={account} onAgain={again} /> : null}
    </Page>
  )
}

function Refused({ problem, onAgain }: { readonly problem: CallError; readonly onAgain: () => void }) {
  const { t } = useWords()
  return (
    <div className="h5-state">
      <ProblemLine problem={problem} />
      <Button kind="primary" onPress={onAgain}>
        {t('sidebar.again')}
      </Button>
    </div>
  )
}

interface Place {
  readonly beside: Beside
  readonly chat: ChatClient
}

function Inside({ account, onAgain }: { readonly account: number; readonly onAgain: () => void }) {
  const { ws } = useWorkspace()
  const client = useStaffClient()
  const workspace = useMemo(() => ({ ws, client }), [ws, client])
  const [place, setPlace] = useState<Place>()
  const [problem, setProblem] = useState<CallError | 'client'>()
  useEffect(() => {
    let live = true
    const find = async () => {
      const chat = await openChatClient(client, account)
      const beside = await chat.beside().catch(() => undefined)
      if (!live) return
      if (beside) setPlace({ beside, chat })
      else setProblem('client')
    }
    find().catch((cause: unknown) => live && setProblem(asCallError(cause)))
    return () => {
      live = false
    }
  }, [client, account])
  const { t } = useWords()
  // Whose session ended, or was another's, is asked for once more.
  if (problem !== undefined && problem !== 'client') return <Refused problem={problem} onAgain={onAgain} />
  if (problem === 'client') return <Empty title={t('sidebar.client_refused')} hint={t('sidebar.client_refused_hint')} />
  if (!place) return insideClient() ? <Waiting /> : <Empty title={t('sidebar.outside')} hint={t('sidebar.outside_hint')} />
  const { beside, chat } = place
  if (beside.kind === 'nowhere') return <Empty title={t('sidebar.nowhere')} hint={t('sidebar.nowhere_hint')} />
  return (
    <WorkspaceContext value={workspace}>
      <SayContext value={beside.maySay ? chat : null}>
        {beside.kind === 'group' ? (
          <GroupView account={account} externalId={beside.externalId} />
        ) : (
          <MemberView account={account} externalId={beside.externalId} />
        )}
      </SayContext>
    </WorkspaceContext>
  )
}
