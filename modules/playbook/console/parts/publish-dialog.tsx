import { useRoute, useVerb } from '@grove/client/react'
import { useT } from '@grove/i18n/react'
import { ErrorText, Loaded, useToast } from '@grove/ui'
import { Alert, Input, Modal } from 'antd'
import { useState } from 'react'
import {
  type Definition,
  getPlaybook,
  getVersion,
  listPlaybooks,
  listVersions,
  type PlaybookRow,
  publishPlaybook,
} from '../../contract/index.ts'
import { diffPlaybooks } from '../../domain/diff.ts'
import { ChangeList } from './change-list.tsx'

interface PublishDialogProps {
  readonly playbook: Pick<PlaybookRow, 'id' | 'latestVersion' | 'activeRuns'>
  /** The draft as the server read it. */
  readonly definition: unknown
  readonly errors: number
  readonly warnings: number
  readonly onClose: () => void
}

/** Makes the draft the next version: what it changes, what that means for running ones, a note for colleagues. */
export function PublishDialog({ playbook, definition, errors, warnings, onClose }: PublishDialogProps) {
  const t = useT()
  const toast = useToast()
  const [note, setNote] = useState('')
  const first = playbook.latestVersion === 0
  const newest = useRoute(getVersion, { id: playbook.id, number: Math.max(1, playbook.latestVersion) }, { enabled: !first })
  const verb = useVerb(publishPlaybook, { invalidates: [getPlaybook, listPlaybooks, listVersions] })
  const publish = () =>
    verb.mutate(
      { id: playbook.id, note },
      {
        onSuccess: ({ version, runsOnOlder }) => {
          const older = runsOnOlder > 0 ? ` ${t('playbook.publish.older', { count: runsOnOlder })}` : ''
          toast.done(`${t('playbook.publish.done', { version: String(version) })}${older}`)
          onClose()
        },
      },
    )
  return (
    <Modal
      open
      width={640}
      title={t('playbook.publish.title', { version: String(playbook.latestVersion + 1) })}
      okText={t('playbook.publish')}
      cancelText={t('ui.cancel')}
      okButtonProps={{ disabled: errors > 0, loading: verb.isPending }}
      onOk={publish}
      onCancel={onClose}
    >
      {verb.error ? <ErrorText error={verb.error} /> : null}
      {errors > 0 ? <Alert type="error" showIcon title={t('playbook.publish.blocked', { count: errors })} /> : null}
      {errors === 0 && warnings > 0 ? <Alert type="warning" showIcon title={t('playbook.publish.warned', { count: warnings })} /> : null}
      <p className="g-soft">{t('playbook.publish.pinned')}</p>
      <Input.TextArea
        value={note}
        rows={2}
        maxLength={500}
        aria-label={t('playbook.publish.note')}
        placeholder={t('playbook.publish.note')}
        onChange={(event) => setNote(event.target.value)}
      />
      {first ? null : (
        <>
          <h4>{t('playbook.publish.changes', { version: String(playbook.latestVersion) })}</h4>
          <div
            className="pb-scroll"
            role="region"
            aria-label={t('playbook.publish.changes', { version: String(playbook.latestVersion) })}
            tabIndex={0}
          >
            <Loaded of={newest}>
              {(version) =>
                definition === null || definition === undefined ? (
                  <p className="g-soft">{t('playbook.change.unreadable')}</p>
                ) : (
                  <ChangeList changes={diffPlaybooks(version.definition as Definition, definition as Definition)} />
                )
              }
            </Loaded>
          </div>
        </>
      )}
    </Modal>
  )
}
