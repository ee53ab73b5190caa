import { useT } from '@grove/i18n/react'
import { Section } from '@grove/ui'
import { RATES } from '../../contract/index.ts'

/** Numerator, denominator and window of each rate, in words. */
export function RateDefinitions({ grain, zone }: { grain: string; zone: string }) {
  const t = useT()
  return (
    <Section title={t('rate.definitions')}>
      <dl>
        {RATES.map((rate) => (
          <div key={rate}>
            <dt>
              <strong>{t(`rate.${rate}`)}</strong>
            </dt>
            <dd>
              {t('rate.numerator')}: {t(`rate.${rate}.numerator`)}
              <br />
              {t('rate.denominator')}: {t(`rate.${rate}.denominator`)}
            </dd>
          </div>
        ))}
        <dt>
          <strong>{t('rate.window')}</strong>
        </dt>
        <dd>{t(`rate.window.${grain}`, { zone })}</dd>
        <dt>
          <strong>{t('rate.who')}</strong>
        </dt>
        <dd>{t('rate.who.definition')}</dd>
      </dl>
    </Section>
  )
}
