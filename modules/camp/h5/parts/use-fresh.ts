import { useEffect } from 'react'

const EVERY = 20_000

/** Reads again while the page is looked at: what others do and what a teacher writes appears by itself. */
export function useFresh(reload: () => void): void {
  useEffect(() => {
    const look = () => {
      if (document.visibilityState === 'visible') reload()
    }
    const timer = setInterval(look, EVERY)
    document.addEventListener('visibilitychange', look)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', look)
    }
  }, [reload])
}
