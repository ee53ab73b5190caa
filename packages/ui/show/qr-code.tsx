import { useMemo } from 'react'
import { encode } from 'uqr'

/** A QR code as one SVG path: sharp at any size, nothing fetched. `label` says where it leads. */
export function QrCode({ value, size = 180, label }: { value: string; size?: number; label: string }) {
  const { path, span } = useMemo(() => {
    const { data, size: span } = encode(value, { ecc: 'M', border: 2 })
    return { path: data.map((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : '')).join('')).join(''), span }
  }, [value])
  return (
    <svg width={size} height={size} viewBox={`0 0 ${span} ${span}`} shapeRendering="crispEdges" role="img" aria-label={label}>
      <rect width={span} height={span} fill="#fff" />
      <path d={path} fill="#14251c" />
    </svg>
  )
}
