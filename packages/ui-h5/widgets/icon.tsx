const shapes = {
  back: 'M15 5l-7 7 7 7',
  more: 'M5 12h.01M12 12h.01M19 12h.01',
  people:
    'M16 19c0-2.8-2.2-5-5-5s-5 2.2-5 5M11 11a3.2 3.2 0 1 0 0-6.4 3.2 3.2 0 0 0 0 6.4M18.5 19c0-2.2-1-3.8-2.6-4.7M15.5 4.9a3.2 3.2 0 0 1 0 5.9',
  picture:
    'M4 6.5A1.5 1.5 0 0 1 5.5 5h13A1.5 1.5 0 0 1 20 6.5v11a1.5 1.5 0 0 1-1.5 1.5h-13A1.5 1.5 0 0 1 4 17.5zM4 16l4.5-4.5 3.5 3.5 3-3 5 5M15 9.2h.01',
  send: 'M12 19V5M6 11l6-6 6 6',
  smile: 'M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17M8.5 14c.8 1.3 2 2 3.5 2s2.7-.7 3.5-2M9 9.5h.01M15 9.5h.01',
  close: 'M6 6l12 12M18 6L6 18',
  pin: 'M9 4h6l-.6 6 2.6 3v1.5H7V13l2.6-3zM12 14.5V20',
  down: 'M6 9l6 6 6-6',
  warn: 'M12 4l9 16H3zM12 10v4.5M12 17.2h.01',
  link: 'M10 14a4 4 0 0 0 5.7 0l3-3a4 4 0 0 0-5.7-5.7l-1 1M14 10a4 4 0 0 0-5.7 0l-3 3a4 4 0 0 0 5.7 5.7l1-1',
  chat: 'M5 5.5h14A1.5 1.5 0 0 1 20.5 7v8.5A1.5 1.5 0 0 1 19 17h-7l-4.5 3.5V17H5a1.5 1.5 0 0 1-1.5-1.5V7A1.5 1.5 0 0 1 5 5.5',
  check: 'M5 12.5l4.5 4.5L19 7',
  globe:
    'M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17M3.5 12h17M12 3.5c2.4 2.3 3.5 5.2 3.5 8.5s-1.1 6.2-3.5 8.5c-2.4-2.3-3.5-5.2-3.5-8.5s1.1-6.2 3.5-8.5',
} as const

export type IconName = keyof typeof shapes

/** A line drawing of 24 × 24 in the colour of the text; always beside words or inside a labelled button. */
export function Icon({ name, size = 22 }: { readonly name: IconName; readonly size?: number }) {
  return (
    <svg className="h5-icon" width={size} height={size} viewBox="0 0 24 24" aria-hidden="true">
      <path d={shapes[name]} />
    </svg>
  )
}

/** A round button that shows only an icon; `label` is what a screen reader says. */
export function IconButton(props: {
  readonly name: IconName
  readonly label: string
  readonly onPress: () => void
  readonly disabled?: boolean
  readonly pressed?: boolean
}) {
  return (
    <button
      type="button"
      className="h5-icon-button"
      aria-label={props.label}
      title={props.label}
      aria-pressed={props.pressed}
      disabled={props.disabled}
      onClick={props.onPress}
    >
      <Icon name={props.name} />
    </button>
  )
}
