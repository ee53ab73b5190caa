import '../parts/identity.css'
import { useT } from '@grove/i18n/react'
import { ErrorBoundary, PageHeader, Section, type TabSpec, UrlTabs, useSlot, useViewer } from '@grove/ui'
import { Suspense } from 'react'
import { ApiKeys } from '../parts/api-keys.tsx'
import { OwnAccount } from '../parts/own-account.tsx'
import { OwnPassword } from '../parts/own-password.tsx'
import { OwnSessions } from '../parts/own-sessions.tsx'
import { SendsSwitch } from '../parts/sends-switch.tsx'
import { WorkspaceForm } from '../parts/workspace-form.tsx'

/** One's own account first, then the workspace; other modules add sections of theirs. */
export default function SettingsPage() {
  const t = useT()
  const viewer = useViewer()
  const more = useSlot('settings.panels', {})
  const rooms = useSlot('settings.tabs', {})
  const tabs: TabSpec[] = [
    {
      key: 'me',
      label: t('settings.tab.me'),
      content: (
        <>
          <OwnAccount />
          <OwnPassword />
          <OwnSessions />
        </>
      ),
    },
    ...(viewer.can('workspace.read')
      ? [
          {
            key: 'workspace',
            label: t('settings.tab.workspace'),
            content: (
              <>
                <SendsSwitch />
                <WorkspaceForm />
                {more.map((panel) => (
                  <Section key={panel.key} title={t(panel.title)}>
                    <ErrorBoundary compact>
                      <Suspense>{panel.content}</Suspense>
                    </ErrorBoundary>
                  </Section>
                ))}
              </>
            ),
          },
        ]
      : []),
    ...rooms.map((room) => ({
      key: room.key,
      label: t(room.title),
      content: (
        <Section title={t(room.title)}>
          <ErrorBoundary compact>
            <Suspense>{room.content}</Suspense>
          </ErrorBoundary>
        </Section>
      ),
    })),
    ...(viewer.can('apiKey.manage') ? [{ key: 'keys', label: t('settings.tab.keys'), content: <ApiKeys /> }] : []),
  ]
  return (
    <>
      <PageHeader title={t('settings.title')} />
      <UrlTabs tabs={tabs} />
    </>
  )
}
