import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { type CSSProperties, type ReactNode, useCallback } from 'react'
import type { z } from 'zod'
import { parseSearch } from './search-string.ts'

interface GoProps {
  /** Address inside the console, with its query: `/members?stage=new`. */
  readonly to: string
  readonly children: ReactNode
  readonly className?: string
  readonly style?: CSSProperties
  readonly title?: string
  readonly onClick?: () => void
}

/** A link to another page of the console. */
export function Go({ to, children, ...rest }: GoProps) {
  return (
    <Link {...target(to)} {...rest}>
      {children}
    </Link>
  )
}

/** `const go = useGo(); go('/communities/12')`. */
export function useGo(): (to: string, options?: { replace?: boolean }) => void {
  const navigate = useNavigate()
  return useCallback((to, options = {}) => void navigate({ ...target(to), replace: options.replace ?? false }), [navigate])
}

/** Parameters of the page's path, checked: `const { id } = usePathParams(z.object({ id: idParam }))`. Throws on a wrong one, which shows “not found”. */
export function usePathParams<S extends z.ZodObject>(schema: S): z.output<S> {
  return schema.parse(useParams({ strict: false }))
}

function target(to: string): { to: string; search: Record<string, string | string[]>; hash: string } {
  const [whole = '', hash = ''] = to.split('#')
  const [path = '/', query = ''] = whole.split('?')
  return { to: path, search: parseSearch(query), hash }
}
