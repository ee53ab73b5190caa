import { PlusOutlined } from '@ant-design/icons'
import { useT } from '@grove/i18n/react'
import { Button, Input } from 'antd'
import { type CampDay, MOST_FILES } from '../../contract/index.ts'
import { Labelled } from './labelled.tsx'
import { PlanPictures } from './plan-pictures.tsx'

type Lesson = CampDay['lesson']

/** What is taught on a day: words, pictures, a video, and what to read or keep. */
export function LessonFields({ lesson, onChange }: { readonly lesson: Lesson; readonly onChange: (lesson: Lesson) => void }) {
  const t = useT()
  return (
    <>
      <Labelled label={t('camp.field.lesson')}>
        {(id) => (
          <Input.TextArea
            id={id}
            maxLength={5000}
            autoSize={{ minRows: 4 }}
            value={lesson.text}
            onChange={(event) => onChange({ ...lesson, text: event.target.value })}
          />
        )}
      </Labelled>
      <PlanPictures value={lesson.pictures} onChange={(pictures) => onChange({ ...lesson, pictures })} />
      <Labelled label={t('camp.field.video')} hint={t('camp.video_hint')}>
        {(id) => (
          <Input
            id={id}
            maxLength={500}
            value={lesson.video ?? ''}
            placeholder="https://"
            onChange={(event) => onChange({ ...lesson, video: event.target.value === '' ? null : event.target.value })}
          />
        )}
      </Labelled>
      <Files files={lesson.files} onChange={(files) => onChange({ ...lesson, files })} />
    </>
  )
}

function Files({ files, onChange }: { readonly files: Lesson['files']; readonly onChange: (files: Lesson['files']) => void }) {
  const t = useT()
  const put = (at: number, more: Partial<Lesson['files'][number]>) =>
    onChange(files.map((one, place) => (place === at ? { ...one, ...more } : one)))
  return (
    <section className="camp-labelled" aria-label={t('camp.field.files')}>
      <span>{t('camp.field.files')}</span>
      {files.map((file, at) => (
        <div key={at} className="camp-line">
          <Input
            maxLength={60}
            aria-label={t('camp.file.title', { number: at + 1 })}
            placeholder={t('camp.file.title_hint')}
            status={file.title.trim() === '' ? 'error' : ''}
            value={file.title}
            onChange={(event) => put(at, { title: event.target.value })}
          />
          <Input
            maxLength={500}
            aria-label={t('camp.file.link', { number: at + 1 })}
            placeholder="https://"
            value={file.url}
            onChange={(event) => put(at, { url: event.target.value.trim() })}
          />
          <Button
            danger
            type="text"
            aria-label={t('camp.file.remove', { number: at + 1 })}
            onClick={() => onChange(files.filter((_one, place) => place !== at))}
          >
            {t('camp.exam.remove')}
          </Button>
        </div>
      ))}
      <div>
        <Button icon={<PlusOutlined />} disabled={files.length >= MOST_FILES} onClick={() => onChange([...files, { title: '', url: '' }])}>
          {t('camp.file.add')}
        </Button>
      </div>
      <span className="g-soft">{t('camp.files_hint')}</span>
    </section>
  )
}
