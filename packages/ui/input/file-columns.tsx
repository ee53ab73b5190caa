import { Select, Table } from 'antd'

export interface FileColumnsProps<Target extends string> {
  readonly headings: readonly string[]
  /** The first rows of the file. */
  readonly sample: readonly (readonly string[])[]
  /** What each column is taken for; `skip`: left out. */
  readonly chosen: readonly Target[]
  readonly onChange: (chosen: Target[]) => void
  readonly options: (heading: string) => { readonly value: Target; readonly label: string }[]
  readonly words: { readonly noHeading: (number: number) => string; readonly target: (heading: string) => string }
}

/** What each column of a file is taken for, changeable above its first rows. */
export function FileColumns<Target extends string>({ headings, sample, chosen, onChange, options, words }: FileColumnsProps<Target>) {
  return (
    // Scrolled from outside: the table's own scrolling repeats the selects of its head where nobody can reach them.
    <div style={{ overflowX: 'auto' }}>
      <Table
        size="small"
        pagination={false}
        rowKey={(row) => row.key}
        dataSource={sample.map((cells, key) => ({ key, cells }))}
        columns={headings.map((heading, at) => ({
          key: at,
          title: (
            <>
              <div>{heading || words.noHeading(at + 1)}</div>
              <Select<Target>
                size="small"
                style={{ minWidth: 150 }}
                popupMatchSelectWidth={false}
                aria-label={words.target(heading)}
                value={chosen[at] ?? ('skip' as Target)}
                options={options(heading)}
                onChange={(target) => onChange(chosen.map((old, other) => (other === at ? target : old)))}
              />
            </>
          ),
          render: (_value: unknown, row: { cells: readonly string[] }) => (
            <span className={chosen[at] === 'skip' ? 'g-soft' : undefined}>{row.cells[at]}</span>
          ),
        }))}
      />
    </div>
  )
}

/** The first thing that two columns are taken for. */
export function takenTwice<Target extends string>(chosen: readonly Target[]): Target | undefined {
  return chosen.find((column, at) => column !== 'skip' && chosen.indexOf(column) !== at)
}
