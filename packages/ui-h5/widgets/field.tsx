import { type ReactNode, useId } from 'react'

interface FieldProps {
  readonly label: string
  readonly hint?: string
  readonly problem?: string
  readonly required?: boolean
}

function Field(props: FieldProps & { readonly children: (ids: { id: string; describedBy: string | undefined }) => ReactNode }) {
  const id = useId()
  const note = props.problem ?? props.hint
  return (
    <div className="h5-field">
      <label htmlFor={id}>
        {props.label}
        {props.required && <span className="h5-required"> *</span>}
      </label>
      {props.children({ id, describedBy: note ? `${id}-note` : undefined })}
      {note && (
        <p id={`${id}-note`} className={props.problem ? 'h5-problem' : 'h5-hint'}>
          {note}
        </p>
      )}
    </div>
  )
}

export interface TextFieldProps extends FieldProps {
  readonly value: string
  readonly onChange: (value: string) => void
  readonly placeholder?: string
  readonly maxLength?: number
  readonly kind?: 'text' | 'tel' | 'email' | 'number' | 'date'
  /** More than one line. */
  readonly lines?: number
  readonly autoComplete?: string
}

/** One line, or several with `lines`. 16 px text: smaller makes a phone zoom in. */
export function TextField({ value, onChange, placeholder, maxLength, kind = 'text', lines, autoComplete, ...field }: TextFieldProps) {
  const shared = { value, placeholder, maxLength, autoComplete, required: field.required, 'aria-invalid': Boolean(field.problem) }
  return (
    <Field {...field}>
      {({ id, describedBy }) =>
        lines ? (
          <textarea id={id} rows={lines} aria-describedby={describedBy} {...shared} onChange={(e) => onChange(e.target.value)} />
        ) : (
          <input id={id} type={kind} aria-describedby={describedBy} {...shared} onChange={(e) => onChange(e.target.value)} />
        )
      }
    </Field>
  )
}

export interface ChoiceFieldProps extends FieldProps {
  readonly value: string
  readonly onChange: (value: string) => void
  readonly options: readonly { readonly value: string; readonly label: string }[]
}

/** One of a few, as chips a thumb can hit. */
export function ChoiceField({ value, onChange, options, ...field }: ChoiceFieldProps) {
  return (
    <Field {...field}>
      {({ id, describedBy }) => (
        <div id={id} className="h5-chips" role="radiogroup" aria-label={field.label} aria-describedby={describedBy}>
          {options.map((option) => (
            // A chip must look the same in every browser, so the native radio is drawn over.
            <label key={option.value} className={option.value === value ? 'h5-chip h5-chip-on' : 'h5-chip'}>
              <input type="radio" name={id} checked={option.value === value} onChange={() => onChange(option.value)} />
              {option.label}
            </label>
          ))}
        </div>
      )}
    </Field>
  )
}

export interface ManyFieldProps extends FieldProps {
  readonly values: readonly string[]
  readonly onChange: (values: string[]) => void
  readonly options: ChoiceFieldProps['options']
  /** No more than this many; further chips can't be picked until one is let go. */
  readonly most?: number
}

/** Several of a few, as chips. */
export function ManyField({ values, onChange, options, most, ...field }: ManyFieldProps) {
  const full = most !== undefined && values.length >= most
  return (
    <Field {...field}>
      {({ id, describedBy }) => (
        <div id={id} className="h5-chips" role="group" aria-label={field.label} aria-describedby={describedBy}>
          {options.map(({ value, label }) => {
            const on = values.includes(value)
            return (
              <label key={value} className={on ? 'h5-chip h5-chip-on' : full ? 'h5-chip h5-chip-off' : 'h5-chip'}>
                <input
                  type="checkbox"
                  checked={on}
                  disabled={full && !on}
                  onChange={() => onChange(on ? values.filter((one) => one !== value) : [...values, value])}
                />
                {label}
              </label>
            )
          })}
        </div>
      )}
    </Field>
  )
}

export interface SelectFieldProps extends FieldProps {
  readonly value: string
  readonly onChange: (value: string) => void
  /** What stands there before anything is chosen. */
  readonly placeholder: string
  readonly options: ChoiceFieldProps['options']
}

/** One of many, in the phone's own wheel. */
export function SelectField({ value, onChange, placeholder, options, ...field }: SelectFieldProps) {
  return (
    <Field {...field}>
      {({ id, describedBy }) => (
        <select
          id={id}
          value={value}
          aria-describedby={describedBy}
          aria-invalid={Boolean(field.problem)}
          required={field.required}
          onChange={(event) => onChange(event.target.value)}
        >
          <option value="">{placeholder}</option>
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}
