import { useFresh } from '@grove/conversation/h5'
import { Button, LanguageSwitch, Page, ProblemPage, useLoad, useWords, useWorkspace, Waiting } from '@grove/ui-h5'
import { useLocation, useParams } from 'wouter'
import { type CampPage as View, lookAtCamp } from '../../contract/index.ts'
import { Door } from '../parts/door.tsx'
import { Today } from '../parts/today.tsx'
import '../parts/camp.css'

/** /m/:ws/camp/:code — the door of a camp, or today inside it. */
export default function CampPage() {
  const { ws } = useWorkspace()
  const { code = '' } = useParams<{ code: string }>()
  const page = useLoad(lookAtCamp, { ws, code })
  useFresh(page.reload, { of: 'camp', communityId: page.data?.communityId })
  if (page.problem && !page.data) return <ProblemPage problem={page.problem} onRetry={page.reload} />
  if (!page.data) return <Waiting />
  return <Shown view={page.data} onChanged={page.reload} />
}

function Shown({ view, onChanged }: { readonly view: View; readonly onChanged: () => void }) {
  const { ws } = useWorkspace()
  const { t } = useWords()
  const [, go] = useLocation()
  const inside = view.you?.state === 'admitted'
  return (
    <Page
      title={view.name}
      subtitle={view.workspaceName}
      onBack={() => go(`/${ws}/camps`)}
      actions={<LanguageSwitch />}
      {...(inside
        ? {
            footer: (
              <Button kind="primary" wide onPress={() => go(`/${ws}/room/${view.communityId}`)}>
                {t('camp.phone.to_room')}
              </Button>
            ),
          }
        : {})}
    >
      {inside ? <Today view={view} /> : <Door view={view} onChanged={onChanged} />}
    </Page>
  )
}
