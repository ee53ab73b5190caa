const far = [40, 110, 165, 240, 300, 372, 430, 505, 560, 640, 700, 770, 845, 905, 980, 1040, 1120, 1180, 1250, 1310, 1390]
const near = [70, 205, 268, 405, 470, 610, 735, 805, 935, 1010, 1085, 1215, 1285, 1350]

/** A quiet row of trees along the bottom edge. */
export function TreeLine() {
  return (
    <svg className="c-trees" viewBox="0 0 1440 150" preserveAspectRatio="xMidYMax slice" aria-hidden="true">
      <path d="M0 118c240-34 470-30 720-8s500 18 720-14v54H0Z" fill="#e3ece5" />
      {far.map((x, at) => (
        <Tree key={x} x={x} y={112 - ((at * 7) % 11)} size={15 + ((at * 5) % 9)} leaf="#cfe0d4" trunk="#b9cfc0" />
      ))}
      <path d="M0 132c260-22 520-18 760-4s460 8 680-8v30H0Z" fill="#d5e3d9" />
      {near.map((x, at) => (
        <Tree
          key={x}
          x={x}
          y={132 - ((at * 5) % 9)}
          size={20 + ((at * 7) % 13)}
          leaf={at % 3 === 0 ? '#8fc3a4' : '#a9cfb8'}
          trunk="#7aa98d"
        />
      ))}
    </svg>
  )
}

function Tree({ x, y, size, leaf, trunk }: { x: number; y: number; size: number; leaf: string; trunk: string }) {
  return (
    <g>
      <path d={`M${x} ${y + 8}V${y - size}`} stroke={trunk} strokeWidth="2.5" strokeLinecap="round" />
      <ellipse cx={x} cy={y - size * 1.5} rx={size * 0.78} ry={size} fill={leaf} />
    </g>
  )
}
