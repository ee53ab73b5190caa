import { useEffect, useState } from 'react'

/** Seconds until a moment of the server, counted on the phone's own clock from what the server's was when it answered; null without one. */
export function useCountdown(until: string | Date | null, serverNow: string | Date): number | null {
  const server = new Date(serverNow).getTime()
  // Known from the first look on: a clock that is wrong must not flash a time that is wrong.
  const [shift, setShift] = useState(() => server - Date.now())
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    setShift(server - Date.now())
    setNow(Date.now())
  }, [server])
  useEffect(() => {
    if (until === null) return undefined
    const timer = setInterval(() => setNow(Date.now()), 500)
    return () => clearInterval(timer)
  }, [until])
  return until === null ? null : Math.max(0, Math.ceil((new Date(until).getTime() - (now + shift)) / 1000))
}
