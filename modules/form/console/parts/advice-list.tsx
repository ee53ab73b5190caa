import { BulbOutlined } from '@ant-design/icons'
import { useT } from '@grove/i18n/react'
import type { Advice } from '../../domain/form-advice.ts'

export function AdviceList({ advice }: { advice: readonly Advice[] }) {
  const t = useT()
  if (advice.length === 0) return null
  return (
    <ul className="form-advice">
      {advice.map((one) => (
        <li key={one.code}>
          <BulbOutlined aria-hidden="true" /> {t(`form.advice.${one.code}`)}
        </li>
      ))}
    </ul>
  )
}
