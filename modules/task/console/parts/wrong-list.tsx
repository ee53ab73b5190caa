import { CloseCircleFilled, ExclamationCircleFilled } from '@ant-design/icons'
import { useT } from '@grove/i18n/react'
import { Go, Section } from '@grove/ui'
import type { Problem } from '../../contract/index.ts'
import { useProblemWords } from './use-words.ts'

/** What went wrong; each line leads to the rows behind it. Nothing wrong shows nothing. */
export function WrongList({ problems }: { problems: readonly Problem[] }) {
  const t = useT()
  const words = useProblemWords()
  if (problems.length === 0) return null
  return (
    <Section title={t('task.wrong')}>
      <ul className="t-lines">
        {problems.map((problem) => (
          <li key={problem.key + problem.href}>
            {problem.severity === 'error' ? <CloseCircleFilled className="g-bad" /> : <ExclamationCircleFilled className="t-warn" />}
            <Go to={problem.href}>{words(problem)}</Go>
          </li>
        ))}
      </ul>
    </Section>
  )
}
