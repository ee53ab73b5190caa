import { type MenuSpec, menuGroups, useConsole, useViewer } from '@grove/ui'
import { useLocation } from '@tanstack/react-router'

/** Entries this person may open, in groups. */
export function useMenuGroups(): readonly { readonly group: string; readonly entries: readonly MenuSpec[] }[] {
  const { menu } = useConsole()
  const viewer = useViewer()
  return menuGroups
    .map((group) => ({
      group,
      entries: menu.filter((entry) => entry.group === group && (!entry.right || viewer.can(entry.right))).sort((a, b) => a.order - b.order),
    }))
    .filter((one) => one.entries.length > 0)
}

/** The entry whose address is the longest beginning of the present one. */
export function useOpenEntry(): string | undefined {
  const { menu } = useConsole()
  const path = useLocation({ select: (location) => location.pathname })
  const fitting = menu.filter((entry) => path === entry.path || path.startsWith(entry.path === '/' ? '//' : `${entry.path}/`))
  return fitting.sort((a, b) => b.path.length - a.path.length)[0]?.key
}
