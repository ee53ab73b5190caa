import { SelectField, useWords } from '@grove/ui-h5'
import { useState } from 'react'
import { citiesOf, provinces } from '../../domain/region.ts'

/** Province, then city; a municipality is one tap. In a file of its own: the list of cities is fetched only where it is asked for. */
export default function RegionField(props: {
  readonly label: string
  readonly value: string
  readonly required: boolean
  readonly hint?: string
  readonly problem?: string
  readonly onChange: (code: string) => void
}) {
  const { t } = useWords()
  const [province, setProvince] = useState(props.value ? `${props.value.slice(0, 2)}0000` : '')
  const cities = province ? citiesOf(province) : []
  const choose = (code: string) => {
    setProvince(code)
    const inside = code ? citiesOf(code) : []
    props.onChange(inside.length === 1 ? (inside[0]?.code ?? '') : '')
  }
  const note = { ...(props.hint ? { hint: props.hint } : {}), ...(props.problem ? { problem: props.problem } : {}) }
  return (
    <div className="form-region">
      <SelectField
        label={props.label}
        value={province}
        required={props.required}
        placeholder={t('form.page.province')}
        options={provinces().map(({ code, name }) => ({ value: code, label: name }))}
        onChange={choose}
        {...(cities.length > 1 ? {} : note)}
      />
      {cities.length > 1 && (
        <SelectField
          label={t('form.page.city')}
          value={props.value}
          required={props.required}
          placeholder={t('form.page.city')}
          options={cities.map(({ code, city }) => ({ value: code, label: city }))}
          onChange={props.onChange}
          {...note}
        />
      )}
    </div>
  )
}
