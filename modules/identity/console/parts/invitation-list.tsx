import { useRoute } from '@grove/client/react'
import { useT } from '@grove/i18n/react'
import { EmptyState, Loaded, Section, TimeText, VerbButton } from '@grove/ui'
import { Button, Table } from 'antd'
import { type Invitation, listInvitations, revokeInvitation } from '../../contract/index.ts'
import { ScopeText } from './scope-text.tsx'

/** Invitations nobody took up yet; a link can't be shown again, only taken back. */
export function InvitationList({ onInvite }: { onInvite: () => void }) {
  const t = useT()
  const answer = useRoute(listInvitations, {})
  return (
    <Section flush>
      <Loaded of={answer}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState
              title={t('staff.invitations.empty')}
              hint={t('staff.invitations.empty.hint')}
              action={<Button onClick={onInvite}>{t('staff.invite')}</Button>}
            />
          ) : (
            <Table<Invitation>
              rowKey="id"
              dataSource={[...items]}
              pagination={false}
              scroll={{ x: 'max-content' }}
              columns={[
                { key: 'name', title: t('staff.name'), render: (_, row) => row.displayName },
                { key: 'role', title: t('staff.role'), render: (_, row) => t(`staff.role.${row.role}`) },
                { key: 'scope', title: t('staff.scope'), render: (_, row) => <ScopeText scope={row.scope} /> },
                { key: 'by', title: t('staff.invited-by'), render: (_, row) => row.invitedBy ?? '–' },
                { key: 'until', title: t('staff.invite.until'), render: (_, row) => <TimeText at={row.expiresAt} as="dateTime" /> },
                {
                  key: 'revoke',
                  title: '',
                  render: (_, row) => (
                    <VerbButton
                      route={revokeInvitation}
                      input={{ id: row.id }}
                      invalidates={[listInvitations]}
                      done={t('staff.invite.revoked')}
                      button={{ type: 'link', size: 'small' }}
                      confirm={{
                        title: t('staff.invite.revoke.ask', { name: row.displayName }),
                        body: t('staff.invite.revoke.body'),
                        ok: t('staff.invite.revoke'),
                        danger: true,
                      }}
                    >
                      {t('staff.invite.revoke')}
                    </VerbButton>
                  ),
                },
              ]}
            />
          )
        }
      </Loaded>
    </Section>
  )
}
