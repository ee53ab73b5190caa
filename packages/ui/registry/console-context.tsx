import { createContext, type ReactNode, useContext, useMemo } from 'react'
import type { ConsoleSpec, MenuSpec, PageSpec } from './define-console.ts'
import type { SlotEntry } from './slot.tsx'

export interface ConsoleParts {
  readonly pages: readonly PageSpec[]
  readonly menu: readonly MenuSpec[]
  readonly slots: readonly SlotEntry[]
}

/** Joins what all modules registered. @throws Error when two register the same path or menu key. */
export function joinConsoles(specs: readonly ConsoleSpec[]): ConsoleParts {
  const pages = specs.flatMap((spec) => spec.pages)
  const menu = specs.flatMap((spec) => spec.menu)
  refuseDoubles(pages.map((page) => page.path))
  refuseDoubles(menu.map((entry) => entry.key))
  return { pages, menu, slots: specs.flatMap((spec) => spec.slots ?? []) }
}

function refuseDoubles(names: readonly string[]): void {
  const double = names.find((name, at) => names.indexOf(name) !== at)
  if (double) throw new Error(`two modules register "${double}" in the console`)
}

const Context = createContext<ConsoleParts>({ pages: [], menu: [], slots: [] })

export function ConsoleProvider({ specs, children }: { specs: readonly ConsoleSpec[]; children: ReactNode }) {
  const parts = useMemo(() => joinConsoles(specs), [specs])
  return <Context value={parts}>{children}</Context>
}

export function useConsole(): ConsoleParts {
  return useContext(Context)
}
