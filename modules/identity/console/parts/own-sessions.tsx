import { useRoute } from '@grove/client/react'
import { useT } from '@grove/i18n/react'
import { Loaded, Section, StateTag, TimeText, VerbButton } from '@grove/ui'
import { listSessions, revokeOtherSessions, revokeSession } from '../../contract/index.ts'
import { deviceOf } from './device-of.ts'

/** Where the account is signed in; one that is not known is ended here. */
export function OwnSessions() {
  const t = useT()
  const answer = useRoute(listSessions, {})
  const others = (answer.data?.items ?? []).filter((one) => !one.current).length
  return (
    <Section
      title={t('settings.sessions')}
      extra={
        others > 0 ? (
          <VerbButton
            route={revokeOtherSessions}
            input={{}}
            invalidates={[listSessions]}
            done={t('settings.sessions.ended')}
            confirm={{
              title: t('settings.sessions.end-others.ask', { count: others }),
              ok: t('settings.sessions.end-others'),
              danger: true,
            }}
          >
            {t('settings.sessions.end-others')}
          </VerbButton>
        ) : null
      }
    >
      <Loaded of={answer}>
        {({ items }) => (
          <ul className="i-rows">
            {items.map((one) => (
              <li key={one.id}>
                <span className="i-row-main">
                  <span>{deviceOf(one.agent) || t('settings.sessions.unknown')}</span>
                  <span className="g-soft">
                    {one.address} · <TimeText at={one.lastSeenAt} />
                  </span>
                </span>
                {one.current ? (
                  <StateTag tone="good">{t('settings.sessions.current')}</StateTag>
                ) : (
                  <VerbButton
                    route={revokeSession}
                    input={{ id: one.id }}
                    invalidates={[listSessions]}
                    done={t('settings.sessions.ended')}
                    button={{ size: 'small' }}
                  >
                    {t('settings.sessions.end')}
                  </VerbButton>
                )}
              </li>
            ))}
          </ul>
        )}
      </Loaded>
    </Section>
  )
}
