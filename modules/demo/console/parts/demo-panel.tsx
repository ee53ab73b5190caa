import { useI18n } from '@grove/i18n/react'
import { DemoMaker } from './demo-maker.tsx'

/** In the settings, for later. */
export default function DemoPanel() {
  const { t } = useI18n()
  return (
    <>
      <p>{t('demo.offer.text')}</p>
      <DemoMaker onOpen={() => window.location.assign('/')} />
    </>
  )
}
