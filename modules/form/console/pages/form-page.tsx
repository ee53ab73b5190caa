import { useRoute } from '@grove/client/react'
import { useT } from '@grove/i18n/react'
import { idParam } from '@grove/kernel/contract'
import { Can, Loaded, PageHeader, type TabSpec, UrlTabs, useGo, usePathParams, VerbButton } from '@grove/ui'
import { Tag } from 'antd'
import { z } from 'zod'
import { changeFormState, type FormDetail, getForm, listForms, removeForm } from '../../contract/index.ts'
import { AnswersTab } from '../parts/answers-tab.tsx'
import { Builder } from '../parts/builder.tsx'
import { FigureTab } from '../parts/figure-tab.tsx'
import { FormStateTag } from '../parts/form-state-tag.tsx'
import { ShareTab } from '../parts/share-tab.tsx'
import '../parts/form.css'

const path = z.object({ id: idParam })

/** /forms/:id — build it, hand it out, read what came back. */
export default function FormPage() {
  const { id } = usePathParams(path)
  const form = useRoute(getForm, { id })
  return <Loaded of={form}>{(data) => <OneForm key={data.id} form={data} />}</Loaded>
}

function OneForm({ form }: { form: FormDetail }) {
  const t = useT()
  const tabs: TabSpec[] = [
    { key: 'build', label: t('form.tab.build'), content: <Builder key={form.version} form={form} /> },
    { key: 'share', label: t('form.tab.share'), content: <ShareTab form={form} /> },
    { key: 'figures', label: t('form.tab.figures'), content: <FigureTab form={form} /> },
    { key: 'answers', label: t('form.tab.answers'), content: <AnswersTab form={form} /> },
  ]
  return (
    <>
      <PageHeader
        title={form.title}
        back="/forms"
        tags={
          <>
            <FormStateTag state={form.state} /> <Tag>{t(`form.purpose.${form.purpose}`)}</Tag>
          </>
        }
        hint={t('form.called', { key: form.key, version: form.version })}
        actions={
          <Can right="form.write">
            <Moves form={form} />
          </Can>
        }
      />
      <UrlTabs tabs={tabs} />
    </>
  )
}

function Moves({ form }: { form: FormDetail }) {
  const t = useT()
  const go = useGo()
  const invalidates = [getForm, listForms]
  return (
    <>
      {form.state === 'open' ? null : (
        <VerbButton
          route={removeForm}
          input={{ id: form.id }}
          invalidates={[listForms]}
          confirm={{ title: t('form.remove_ask', { title: form.title }), body: t('form.remove_hint'), ok: t('form.remove'), danger: true }}
          onDone={() => go('/forms')}
        >
          {t('form.remove')}
        </VerbButton>
      )}
      {form.state === 'open' ? (
        <VerbButton
          route={changeFormState}
          input={{ id: form.id, to: 'closed' }}
          invalidates={invalidates}
          confirm={{ title: t('form.close_ask', { title: form.title }), body: t('form.close_hint'), ok: t('form.close') }}
        >
          {t('form.close')}
        </VerbButton>
      ) : (
        <VerbButton
          route={changeFormState}
          input={{ id: form.id, to: 'open' }}
          invalidates={invalidates}
          done={t('form.opened')}
          button={{ type: 'primary', disabled: form.questions.length === 0 }}
        >
          {t(form.state === 'draft' ? 'form.open' : 'form.open_again')}
        </VerbButton>
      )}
    </>
  )
}
