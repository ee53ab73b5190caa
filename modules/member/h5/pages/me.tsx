import {
  Badge,
  Button,
  Card,
  LanguageSwitch,
  Page,
  ProblemLine,
  ProblemPage,
  Row,
  useLoad,
  useSend,
  useToast,
  useWords,
  useWorkspace,
  Waiting,
} from '@grove/ui-h5'
import { useState } from 'react'
import { useLocation } from 'wouter'
import { downloadMyData, myProfile, setMyConsent, setMyQuiet } from '../../contract/index.ts'
import { EditSheet } from '../parts/edit-sheet.tsx'
import '../parts/me.css'

const FIELDS = ['phone', 'email', 'city', 'occupation', 'industry', 'employer', 'title'] as const

type Fact = readonly [label: string, value: string]

function Facts({ facts }: { facts: readonly Fact[] }) {
  return (
    <dl className="member-facts">
      {facts.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

/** /m/:ws/me — who one is here, what the house knows, what one agreed to. */
export default function MePage() {
  const { ws, client } = useWorkspace()
  const { t, f } = useWords()
  const [, go] = useLocation()
  const me = useLoad(myProfile, { ws })
  const consent = useSend(setMyConsent)
  const quiet = useSend(setMyQuiet)
  const toast = useToast()
  const [editing, setEditing] = useState(false)
  if (me.problem && !me.data) return <ProblemPage problem={me.problem} onRetry={me.reload} />
  if (!me.data) return <Waiting />
  const { data } = me
  const agree = async (purpose: (typeof data.consents)[number]['purpose'], given: boolean) => {
    if (await consent.send({ ws, purpose, given })) {
      toast(t(given ? 'member.me.agreed' : 'member.me.withdrawn'))
      me.reload()
    }
  }
  const setQuiet = async (on: boolean) => {
    if (await quiet.send({ ws, on })) me.reload()
  }
  return (
    <Page title={t('member.me.title')} onBack={() => go(`/${ws}`)} actions={<LanguageSwitch />}>
      <Card title={data.displayName}>
        <Facts
          facts={FIELDS.map(
            (field): Fact => [t(field === 'title' ? 'member.me.job' : `member.me.${field}`), data[field] ?? t('member.me.empty')],
          )}
        />
        <div className="member-actions">
          <Button wide onPress={() => setEditing(true)}>
            {t('member.me.edit')}
          </Button>
        </div>
      </Card>
      <Card title={t('member.me.known')}>
        <p className="member-note">{t('member.me.known_hint')}</p>
        <Facts
          facts={[
            [t('member.me.since'), f.day(data.memberSince)],
            ...data.attributes.map(({ label, value }): Fact => [label, value]),
            ...data.counts.map(({ what, count }): Fact => {
              const key = `member.me.what.${what}`
              return [t.has(key) ? t(key) : what, t('member.me.times', { count })]
            }),
          ]}
        />
        {data.tags.length > 0 && (
          <div className="member-tags">
            {data.tags.map((tag) => (
              <Badge key={tag}>{tag}</Badge>
            ))}
          </div>
        )}
        <a className="member-download" href={client.url(downloadMyData, { ws })} download>
          {t('member.me.download')}
        </a>
      </Card>
      <Card title={t('member.me.consents')}>
        {data.consents.length === 0 && <p className="member-note">{t('member.me.no_consents')}</p>}
        {data.consents.map((one) => (
          <div key={one.purpose} className="member-consent">
            <strong>{t(`member.consent.${one.purpose}`)}</strong>
            <p>{one.text}</p>
            {one.givenAt && <p className="member-note">{t('member.me.given_at', { at: f.dateTime(one.givenAt) })}</p>}
            <Button busy={consent.busy} onPress={() => void agree(one.purpose, one.givenAt === null)}>
              {t(one.givenAt ? 'member.me.withdraw' : 'member.me.agree')}
            </Button>
          </div>
        ))}
        <div className="member-consent">
          <strong>{t('member.me.quiet')}</strong>
          <p>{t(data.quietUntil ? 'member.me.quiet_on' : 'member.me.quiet_off')}</p>
          <Button busy={quiet.busy} onPress={() => void setQuiet(!data.quietUntil)}>
            {t(data.quietUntil ? 'member.me.quiet_end' : 'member.me.quiet_start')}
          </Button>
        </div>
        <ProblemLine problem={consent.problem ?? quiet.problem} />
      </Card>
      <Card>
        <Row title={t('member.me.communities')} note={t('member.me.communities_hint')} onPress={() => go(`/${ws}`)} />
      </Card>
      {editing && (
        <EditSheet
          me={data}
          onClose={() => setEditing(false)}
          onDone={() => {
            setEditing(false)
            me.reload()
          }}
        />
      )}
    </Page>
  )
}
