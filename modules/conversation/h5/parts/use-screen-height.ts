import { useEffect } from 'react'

/** Keeps --h5-screen at the height that is really seen: an iPhone's keyboard covers the page instead of shrinking it. */
export function useScreenHeight(): void {
  useEffect(() => {
    const { visualViewport: view } = window
    const root = document.documentElement
    const fit = () => {
      root.style.setProperty('--h5-screen', `${Math.round(view?.height ?? window.innerHeight)}px`)
      // The page itself must not be scrolled away under the keyboard.
      if (view && view.offsetTop > 0) window.scrollTo(0, 0)
    }
    fit()
    view?.addEventListener('resize', fit)
    view?.addEventListener('scroll', fit)
    addEventListener('resize', fit)
    return () => {
      view?.removeEventListener('resize', fit)
      view?.removeEventListener('scroll', fit)
      removeEventListener('resize', fit)
      root.style.removeProperty('--h5-screen')
    }
  }, [])
}
