import { Blocks, Button, LanguageSwitch, Page, ProblemPage, useLoad, useWords, useWorkspace, Waiting } from '@grove/ui-h5'
import { useEffect } from 'react'
import { useLocation, useParams } from 'wouter'
import { lookAtDoor } from '../../contract/index.ts'
import { Hero } from '../parts/hero.tsx'

/** /m/:ws/c/:code/welcome — the first thing a new member reads, and “about this group” later on. */
export default function WelcomePage() {
  const { ws } = useWorkspace()
  const { t } = useWords()
  const [, go] = useLocation()
  const { code = '' } = useParams<{ code: string }>()
  const door = useLoad(lookAtDoor, { ws, code })
  const outside = door.data !== undefined && door.data.welcome === null
  useEffect(() => {
    if (outside) go(`/${ws}/c/${code}`, { replace: true })
  }, [outside, ws, code, go])
  if (door.problem && !door.data) return <ProblemPage problem={door.problem} onRetry={door.reload} />
  if (!door.data?.welcome) return <Waiting />
  const { communityId, you } = door.data
  return (
    <Page
      title={t('community.welcome.title', { name: you.name ?? '' })}
      actions={<LanguageSwitch />}
      footer={
        <Button kind="primary" wide onPress={() => go(`/${ws}/room/${communityId}`)}>
          {t('community.welcome.enter')}
        </Button>
      }
    >
      <div className="community-stack">
        <Hero door={door.data} />
        <Blocks blocks={door.data.welcome} />
        <Button kind="text" wide onPress={() => go(`/${ws}/c/${code}/leave`)}>
          {t('community.leave.title')}
        </Button>
      </div>
    </Page>
  )
}
