import { useRoute, useVerb } from '@grove/client/react'
import { useT } from '@grove/i18n/react'
import { ErrorText, Loaded, useToast } from '@grove/ui'
import { Input, Modal } from 'antd'
import { useState } from 'react'
import { assigneesRoute, listTasksRoute, reassignTasksRoute, todayRoute } from '../../contract/index.ts'

/** More than are found at a glance. */
const FEW = 8

/** Hands tasks to a colleague: one tap on a name, with what each has open. */
export function HandOver({
  open,
  ids,
  onClose,
  onDone,
}: {
  open: boolean
  ids: readonly number[]
  onClose: () => void
  onDone?: () => void
}) {
  const t = useT()
  const toast = useToast()
  const [typed, setTyped] = useState('')
  const q = typed.trim()
  const people = useRoute(assigneesRoute, q ? { q } : {}, { enabled: open, keepPrevious: true })
  const hand = useVerb(reassignTasksRoute, { invalidates: [todayRoute, listTasksRoute] })
  const give = (staffId: number, name: string) =>
    hand.mutate(
      { ids: [...ids], staffId },
      {
        onSuccess: () => {
          toast.done(t('task.handed', { name, count: ids.length }))
          onClose()
          onDone?.()
        },
      },
    )
  return (
    <Modal open={open} title={t('task.hand_over_to')} footer={null} onCancel={onClose} destroyOnHidden width={400}>
      <ErrorText error={hand.error} />
      <Loaded of={people}>
        {({ items }) => (
          <>
            {q || items.length > FEW ? (
              <Input.Search
                allowClear
                aria-label={t('task.find_colleague')}
                placeholder={t('task.find_colleague')}
                value={typed}
                onChange={(event) => setTyped(event.target.value)}
              />
            ) : null}
            {items.length === 0 ? <p className="g-soft">{t('task.no_colleague')}</p> : null}
            <ul className="t-people">
              {items.map((one) => (
                <li key={one.id}>
                  <button type="button" className="g-plain t-person" disabled={hand.isPending} onClick={() => give(one.id, one.name)}>
                    <span>{one.name}</span>
                    <span className="g-soft">{t('task.open_count', { count: one.open })}</span>
                  </button>
                </li>
              ))}
            </ul>
          </>
        )}
      </Loaded>
    </Modal>
  )
}
