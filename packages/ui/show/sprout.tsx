/** The mark of an empty place. */
export function Sprout({ size = 56 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 56 56" fill="none" aria-hidden="true">
      <ellipse cx="28" cy="47" rx="17" ry="3.5" fill="#e6ece7" />
      <path d="M28 46V25" stroke="#8fb39e" strokeWidth="2.5" strokeLinecap="round" />
      <path d="M28 31C28 22.5 21.5 17 12 17c0 8.5 6.5 14 16 14Z" fill="#b9d6c4" />
      <path d="M28 25c0-8 6-14 16-14 0 9-6.5 14-16 14Z" fill="#8fbfa3" />
    </svg>
  )
}

/** Three trees: the product's mark. */
export function GroveMark({ size = 26 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" fill="none" aria-hidden="true">
      <path d="M9 27v-8" stroke="#3f8f66" strokeWidth="2" strokeLinecap="round" />
      <path d="M23 27v-7" stroke="#3f8f66" strokeWidth="2" strokeLinecap="round" />
      <path d="M16 28V15" stroke="#155c3b" strokeWidth="2.4" strokeLinecap="round" />
      <circle cx="8.5" cy="16.5" r="5" fill="#8fc3a4" />
      <circle cx="23.5" cy="17.5" r="4.6" fill="#6fb08a" />
      <circle cx="16" cy="10.5" r="7" fill="#1d7a4f" />
    </svg>
  )
}
