import { useFresh } from '@grove/conversation/h5'
import { Card, LanguageSwitch, Page, ProblemPage, useLoad, useWords, useWorkspace, Waiting } from '@grove/ui-h5'
import { useLocation, useParams } from 'wouter'
import { type DayPage as View, lookAtDay } from '../../contract/index.ts'
import { CheckInCard } from '../parts/check-in-card.tsx'
import { HomeworkCard } from '../parts/homework-card.tsx'
import { Pictures } from '../parts/pictures.tsx'
import '../parts/camp.css'

/** /m/:ws/camp/:code/day/:day — the lesson, then the check-in. */
export default function DayPage() {
  const { ws } = useWorkspace()
  const [, go] = useLocation()
  const { code = '', day = '1' } = useParams<{ code: string; day: string }>()
  const page = useLoad(lookAtDay, { ws, code, day: Number(day) })
  useFresh(page.reload, { of: 'camp', communityId: page.data?.communityId })
  if (page.problem && !page.data) return <ProblemPage problem={page.problem} onRetry={page.reload} />
  if (!page.data) return <Waiting />
  return <Shown view={page.data} code={code} onBack={() => go(`/${ws}/camp/${code}`)} onChanged={page.reload} />
}

function Shown(props: { readonly view: View; readonly code: string; readonly onBack: () => void; readonly onChanged: () => void }) {
  const { t } = useWords()
  const { view, code } = props
  return (
    <Page
      title={view.title}
      subtitle={t('camp.phone.day_of', { day: view.day, days: view.days })}
      onBack={props.onBack}
      actions={<LanguageSwitch />}
    >
      <Card title={t('camp.phone.lesson')}>
        <div className="camp-stack">
          {view.text && <p className="camp-text">{view.text}</p>}
          <Pictures pictures={view.pictures} />
          {view.video && (
            <a className="camp-file" href={view.video} target="_blank" rel="noopener noreferrer">
              {t('camp.phone.video')}
            </a>
          )}
          {view.files.map((file) => (
            <a key={file.url} className="camp-file" href={file.url} target="_blank" rel="noopener noreferrer">
              {file.title}
            </a>
          ))}
        </div>
      </Card>
      {view.checkIn && <CheckInCard key={view.day} view={view} ask={view.checkIn} code={code} onChanged={props.onChanged} />}
      {view.homework && (
        <HomeworkCard
          key={`work ${view.day} ${view.homework.mine?.state ?? ''}`}
          view={view}
          work={view.homework}
          code={code}
          onChanged={props.onChanged}
        />
      )}
    </Page>
  )
}
