import { useT } from '@grove/i18n/react'
import { type ConsoleSpec, Forbidden, joinConsoles, NotFound, type PageSpec, parseSearch, useViewer, writeSearch } from '@grove/ui'
import { createRootRoute, createRoute, createRouter, lazyRouteComponent, Outlet, type RouterHistory } from '@tanstack/react-router'
import { type ComponentType, type FunctionComponent, useEffect } from 'react'
import { Gate } from './gate.tsx'
import { PageProblem } from './page-problem.tsx'
import { Welcome } from './welcome.tsx'

/** One route for every page that a module registered. Without any page at `/`, a plain welcome stands there. */
export function makeRouter(specs: readonly ConsoleSpec[], history?: RouterHistory) {
  const { pages } = joinConsoles(specs)
  const root = createRootRoute({
    component: () => (
      <Gate>
        <Outlet />
      </Gate>
    ),
    notFoundComponent: NotFound,
  })
  const children = pages.map((page) =>
    createRoute({
      getParentRoute: () => root,
      path: page.path,
      component: guarded(page),
      staticData: { open: page.open ?? false } as object,
    }),
  )
  const home = pages.some((page) => page.path === '/') ? [] : [createRoute({ getParentRoute: () => root, path: '/', component: Welcome })]
  return createRouter({
    routeTree: root.addChildren([...home, ...children]),
    parseSearch,
    stringifySearch: writeSearch,
    scrollRestoration: true,
    defaultPreload: 'intent',
    defaultNotFoundComponent: NotFound,
    defaultErrorComponent: PageProblem,
    ...(history ? { history } : {}),
  })
}

function guarded(page: PageSpec): FunctionComponent {
  const Lazy = lazyRouteComponent(page.component) as ComponentType & { preload?: () => Promise<void> }
  const Guarded: FunctionComponent & { preload?: () => Promise<void> } = () => {
    const t = useT()
    useEffect(() => {
      document.title = `${t(page.title)} · ${t('ui.product')}`
    }, [t])
    return page.open ? <Lazy /> : <Allowed right={page.right} page={Lazy} />
  }
  if (Lazy.preload) Guarded.preload = Lazy.preload
  return Guarded
}

function Allowed({ right, page: Page }: { right: string | undefined; page: ComponentType }) {
  const viewer = useViewer()
  return right && !viewer.can(right) ? <Forbidden /> : <Page />
}
