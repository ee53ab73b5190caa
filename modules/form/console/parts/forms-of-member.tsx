import { useRoute } from '@grove/client/react'
import { useT } from '@grove/i18n/react'
import { EmptyState, Go, Loaded, Section, TimeText } from '@grove/ui'
import { Descriptions } from 'antd'
import { formsOfMember } from '../../contract/index.ts'

/** On a member's page: what they were asked, and what they said. */
export default function FormsOfMember({ memberId }: { memberId: number }) {
  const t = useT()
  const forms = useRoute(formsOfMember, { id: memberId })
  return (
    <Loaded of={forms}>
      {({ items }) =>
        items.length === 0 ? (
          <Section>
            <EmptyState compact title={t('form.member.empty')} hint={t('form.member.empty_hint')} />
          </Section>
        ) : (
          items.map(({ formId, title, askedAt, answer }) => (
            <Section
              key={formId}
              title={<Go to={`/forms/${formId}`}>{title}</Go>}
              extra={
                answer ? (
                  <span className="g-soft">
                    {t('form.member.answered')} <TimeText at={answer.answeredAt} />
                  </span>
                ) : null
              }
            >
              {answer ? (
                <Descriptions
                  column={1}
                  size="small"
                  items={answer.lines.map((line) => ({ key: line.key, label: line.label, children: line.text }))}
                />
              ) : (
                <p className="g-soft">
                  {askedAt ? (
                    <>
                      {t('form.member.asked')} <TimeText at={askedAt} />
                    </>
                  ) : (
                    t('form.member.looked')
                  )}
                </p>
              )}
            </Section>
          ))
        )
      }
    </Loaded>
  )
}
