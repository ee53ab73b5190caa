import { useRoute } from '@grove/client/react'
import { useI18n } from '@grove/i18n/react'
import { Loaded, PageHeader, Section, useUrlValue } from '@grove/ui'
import { Button } from 'antd'
import { listCommunityTypes } from '../../contract/index.ts'
import { NewCommunityForm } from '../parts/new-community-form.tsx'
import { TypeCards } from '../parts/type-cards.tsx'

/** /communities/new — the type first; it brings the rest. */
export default function NewCommunityPage() {
  const { t } = useI18n()
  const types = useRoute(listCommunityTypes, {}, { staleMs: 600_000 })
  const [type, choose] = useUrlValue('type', '')
  return (
    <Loaded of={types}>
      {({ items }) => {
        const template = items.find((one) => one.type === type)
        return template ? (
          <>
            <PageHeader
              title={t('community.new_of', { type: template.name })}
              hint={template.operating}
              back="/communities"
              actions={<Button onClick={() => choose('')}>{t('community.other_type')}</Button>}
            />
            <NewCommunityForm key={type} template={template} />
          </>
        ) : (
          <>
            <PageHeader title={t('community.new')} hint={t('community.choose_type')} back="/communities" />
            <Section>
              <TypeCards templates={items} onChoose={choose} />
            </Section>
          </>
        )
      }}
    </Loaded>
  )
}
