import { ProblemLine, SelectField, useLoad, useWords, useWorkspace } from '@grove/ui-h5'
import { useState } from 'react'
import { listRegions } from '../../contract/index.ts'

/** Province, then city; a municipality is one tap. The list comes from the server: too long to carry in every page. */
export function RegionField(props: {
  readonly label: string
  readonly value: string
  readonly required: boolean
  readonly hint?: string
  readonly problem?: string
  readonly onChange: (code: string) => void
}) {
  const { ws } = useWorkspace()
  const { t } = useWords()
  const regions = useLoad(listRegions, { ws })
  const [chosen, setChosen] = useState(props.value ? `${props.value.slice(0, 2)}0000` : '')
  const provinces = regions.data?.provinces ?? []
  const cities = provinces.find((one) => one.code === chosen)?.cities ?? []
  const choose = (code: string) => {
    setChosen(code)
    const inside = provinces.find((one) => one.code === code)?.cities ?? []
    props.onChange(inside.length === 1 ? (inside[0]?.code ?? '') : '')
  }
  const note = { ...(props.hint ? { hint: props.hint } : {}), ...(props.problem ? { problem: props.problem } : {}) }
  return (
    <div className="form-region">
      <SelectField
        label={props.label}
        value={chosen}
        required={props.required}
        placeholder={t('form.page.province')}
        options={provinces.map(({ code, name }) => ({ value: code, label: name }))}
        onChange={choose}
        {...(cities.length > 1 ? {} : note)}
      />
      {cities.length > 1 && (
        <SelectField
          label={t('form.page.city')}
          value={props.value}
          required={props.required}
          placeholder={t('form.page.city')}
          options={cities.map(({ code, name }) => ({ value: code, label: name }))}
          onChange={props.onChange}
          {...note}
        />
      )}
      <ProblemLine problem={regions.problem} />
    </div>
  )
}
