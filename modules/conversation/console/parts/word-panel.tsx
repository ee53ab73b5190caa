import { useRoute, useVerb } from '@grove/client/react'
import { useT } from '@grove/i18n/react'
import { Can, Loaded, useToast } from '@grove/ui'
import { Button, Input, Select, Space, Tag } from 'antd'
import { useState } from 'react'
import { listWords, type SensitiveWord, setWords, type WordAction } from '../../contract/index.ts'

const ACTIONS = ['block', 'hold', 'mask'] as const satisfies readonly WordAction[]
const colours: Record<WordAction, string> = { block: 'red', hold: 'orange', mask: 'blue' }

/** The workspace's sensitive words: what each does, added many at a time. */
export default function WordPanel() {
  const t = useT()
  const words = useRoute(listWords, {})
  return (
    <>
      <p>{t('room.words.hint')}</p>
      <Can right="word_list.write">
        <AddWords />
      </Can>
      <Loaded of={words}>{({ items }) => <Words items={items} />}</Loaded>
    </>
  )
}

function AddWords() {
  const t = useT()
  const toast = useToast()
  const [text, setText] = useState('')
  const [action, setAction] = useState<WordAction>('hold')
  const save = useVerb(setWords, { invalidates: [listWords] })
  const fresh = [
    ...new Set(
      text
        .split(/[\n,，、;；]+/)
        .map((word) => word.trim())
        .filter((word) => word && word.length <= 60),
    ),
  ]
  const add = () =>
    save.mutate(
      { set: fresh.map((word) => ({ word, action })), remove: [] },
      {
        onSuccess: () => {
          setText('')
          toast.done(t('room.words.added', { count: fresh.length }))
        },
        onError: toast.failed,
      },
    )
  return (
    <Space direction="vertical" className="g-wide">
      <Input.TextArea
        value={text}
        autoSize={{ minRows: 2, maxRows: 8 }}
        placeholder={t('room.words.placeholder')}
        aria-label={t('room.words.placeholder')}
        onChange={(event) => setText(event.target.value)}
      />
      <Space wrap>
        <Select
          value={action}
          aria-label={t('room.words.action')}
          onChange={setAction}
          style={{ minWidth: 200 }}
          options={ACTIONS.map((value) => ({ value, label: t(`room.words.${value}`) }))}
        />
        <Button type="primary" disabled={!fresh.length} loading={save.isPending} onClick={add}>
          {fresh.length ? t('room.words.add', { count: fresh.length }) : t('room.words.add_none')}
        </Button>
      </Space>
    </Space>
  )
}

function Words({ items }: { readonly items: readonly SensitiveWord[] }) {
  const t = useT()
  const toast = useToast()
  const save = useVerb(setWords, { invalidates: [listWords] })
  const remove = (word: string) => save.mutate({ set: [], remove: [word] }, { onError: toast.failed })
  if (!items.length) return <p className="g-soft">{t('room.words.empty')}</p>
  return (
    <>
      {ACTIONS.map((action) => {
        const some = items.filter((one) => one.action === action)
        return some.length ? (
          <section key={action}>
            <h4>{t(`room.words.${action}`)}</h4>
            <Space size={[4, 6]} wrap>
              {some.map(({ word }) => (
                <Tag key={word} color={colours[action]} closable onClose={() => remove(word)}>
                  {word}
                </Tag>
              ))}
            </Space>
          </section>
        ) : null
      })}
    </>
  )
}
