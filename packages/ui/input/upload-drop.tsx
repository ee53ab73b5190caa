import { InboxOutlined } from '@ant-design/icons'
import { useI18n } from '@grove/i18n/react'
import { Upload } from 'antd'
import { useState } from 'react'

interface UploadDropProps {
  /** What may be dropped, in words: “CSV，UTF-8 或 GBK”. */
  readonly hint: string
  /** `.csv,text/csv` */
  readonly accept: string
  readonly maxBytes: number
  readonly onFile: (file: File) => void
  readonly disabled?: boolean
}

/** A place to drop or choose one file. Too large or of the wrong kind is said here, before anything is sent. */
export function UploadDrop({ hint, accept, maxBytes, onFile, disabled = false }: UploadDropProps) {
  const { t, f } = useI18n()
  const [problem, setProblem] = useState<string>()
  const take = (file: File) => {
    if (!fits(file, accept)) setProblem(t('ui.upload.kind', { name: file.name, hint }))
    else if (file.size > maxBytes) setProblem(t('ui.upload.large', { size: f.bytes(file.size), max: f.bytes(maxBytes) }))
    else if (file.size === 0) setProblem(t('ui.upload.empty', { name: file.name }))
    else {
      setProblem(undefined)
      onFile(file)
    }
    return false
  }
  return (
    <div>
      <Upload.Dragger accept={accept} multiple={false} showUploadList={false} beforeUpload={take} disabled={disabled}>
        <p className="g-upload-icon">
          <InboxOutlined />
        </p>
        <p>{t('ui.upload.title')}</p>
        <p className="g-soft">{t('ui.upload.hint', { hint, max: f.bytes(maxBytes) })}</p>
      </Upload.Dragger>
      {problem ? (
        <p role="alert" className="g-bad g-upload-problem">
          {problem}
        </p>
      ) : null}
    </div>
  )
}

function fits(file: File, accept: string): boolean {
  return accept
    .split(',')
    .map((kind) => kind.trim().toLowerCase())
    .some((kind) =>
      kind.startsWith('.') ? file.name.toLowerCase().endsWith(kind) : new RegExp(`^${kind.replace('*', '.*')}$`).test(file.type),
    )
}
