import type { AccountCheck } from '@grove/channel-kit/contract'
import { useRoute, useVerb } from '@grove/client/react'
import { useT } from '@grove/i18n/react'
import type { OutputOf } from '@grove/kernel/contract'
import { Can, CopyText, Go, Loaded, StateTag, type Tone, VerbButton } from '@grove/ui'
import { Button } from 'antd'
import { useState } from 'react'
import { type ChannelAccount, checkChannelAccountRoute, listChannelsRoute, removeChannelAccountRoute } from '../../contract/index.ts'
import { AccountChecks } from './account-checks.tsx'
import { AccountDrawer } from './account-drawer.tsx'
import { channelName } from './send-columns.tsx'
import './sends.css'

type Kind = OutputOf<typeof listChannelsRoute>['items'][number]

const TONES: Readonly<Record<ChannelAccount['state'], Tone>> = { ok: 'good', degraded: 'warn', down: 'bad', off: 'idle' }

/** Panel of Settings: channels of this installation, what they can do, and the accounts connected. */
export default function ChannelList() {
  const t = useT()
  const channels = useRoute(listChannelsRoute, {})
  return (
    <>
      <p className="g-soft s-lead">{t('channel.hint')}</p>
      <Loaded of={channels}>{({ items }) => items.map((kind) => <Channel key={kind.kind} kind={kind} />)}</Loaded>
    </>
  )
}

function Channel({ kind }: { kind: Kind }) {
  const t = useT()
  const [editing, setEditing] = useState<Partial<ChannelAccount>>()
  const [checks, setChecks] = useState<Readonly<Record<number, readonly AccountCheck[]>>>({})
  const keep = (id: number, found: readonly AccountCheck[]) => setChecks((before) => ({ ...before, [id]: found }))
  // What was just entered is tried at once: an account with a wrong secret must not stand there as well.
  const check = useVerb(checkChannelAccountRoute, { invalidates: [listChannelsRoute], onDone: (answer) => keep(answer.id, answer.checks) })
  const able = Object.entries(kind.can).filter(([name, can]) => can === true && t.has(`channel.can.${name}`))
  return (
    <article className="s-channel">
      <h3>{channelName(t, kind.kind)}</h3>
      <p className="g-soft">{able.map(([name]) => t(`channel.can.${name}`)).join(t('send.comma'))}</p>
      <p>
        {t('channel.waiting', { count: kind.waiting })}
        {kind.troubled > 0 ? (
          <>
            {' · '}
            <Go to={`/sends?channel=${kind.kind}&state=needs_person,unknown,failed,refused`}>
              {t('channel.troubled', { count: kind.troubled })}
            </Go>
          </>
        ) : null}
      </p>
      {kind.accounts.map((account) => (
        <Account
          key={account.id}
          account={account}
          checks={checks[account.id] ?? []}
          checking={check.isPending && check.variables.id === account.id}
          onChecked={(found) => keep(account.id, found)}
          onEdit={() => setEditing(account)}
        />
      ))}
      {kind.settings.length > 0 ? (
        <Can right="channel.manage">
          <Button size="small" onClick={() => setEditing({})}>
            {t('channel.connect')}
          </Button>
          {editing ? (
            <AccountDrawer kind={kind} account={editing} onClose={() => setEditing(undefined)} onSaved={(id) => check.mutate({ id })} />
          ) : null}
        </Can>
      ) : (
        <p className="g-soft">{t('channel.built_in')}</p>
      )}
    </article>
  )
}

interface AccountProps {
  readonly account: ChannelAccount
  readonly checks: readonly AccountCheck[]
  readonly checking: boolean
  readonly onChecked: (found: readonly AccountCheck[]) => void
  readonly onEdit: () => void
}

function Account({ account, checks, checking, onChecked, onEdit }: AccountProps) {
  const t = useT()
  return (
    <div>
      <div className="s-account">
        <span>
          {account.name} <StateTag tone={TONES[account.state]}>{t(`channel.state.${account.state}`)}</StateTag>
          {account.note ? <span className="g-soft"> {t(account.note)}</span> : null}
        </span>
        <Can right="channel.manage">
          <span className="s-buttons">
            <VerbButton
              route={checkChannelAccountRoute}
              input={{ id: account.id }}
              invalidates={[listChannelsRoute]}
              done={t('channel.checked')}
              onDone={(answer) => onChecked(answer.checks)}
              button={{ size: 'small', loading: checking }}
            >
              {t('channel.check')}
            </VerbButton>
            <Button size="small" onClick={onEdit}>
              {t('channel.edit')}
            </Button>
            <VerbButton
              route={removeChannelAccountRoute}
              input={{ id: account.id }}
              invalidates={[listChannelsRoute]}
              confirm={{
                title: t('channel.remove_ask', { name: account.name }),
                body: t('channel.remove_body'),
                ok: t('channel.remove'),
                danger: true,
              }}
              done={t('channel.removed')}
              button={{ size: 'small' }}
            >
              {t('channel.remove')}
            </VerbButton>
          </span>
        </Can>
      </div>
      {account.callbackUrl ? (
        <p className="g-soft">
          {t('channel.callback')} <CopyText text={account.callbackUrl} />
        </p>
      ) : null}
      <AccountChecks checks={checks} />
    </div>
  )
}
