import { useT } from '@grove/i18n/react'
import { Space } from 'antd'
import type { Submission } from '../../contract/index.ts'

/** What a student gave: words, pictures, a link. */
export function SubmissionView({ given }: { readonly given: Submission }) {
  const t = useT()
  return (
    <>
      <p className="camp-work-text">{given.text}</p>
      <Space wrap>
        {given.pictures.map((one, at) => (
          <a key={one.url} href={one.url} target="_blank" rel="noopener noreferrer">
            <img src={one.thumb} alt={t('camp.work.picture', { number: at + 1 })} width={120} height={120} style={{ objectFit: 'cover' }} />
          </a>
        ))}
      </Space>
      {given.link ? (
        <p>
          <a href={given.link} target="_blank" rel="noopener noreferrer">
            {given.link}
          </a>
        </p>
      ) : null}
    </>
  )
}
