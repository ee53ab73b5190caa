import { createContext, type ReactNode, useCallback, useContext, useEffect, useState } from 'react'

const ToastContext = createContext<(text: string) => void>(() => undefined)

/** `const toast = useToast(); toast('Copied')`: a line that goes away by itself. Failures belong beside their cause, not here. */
export function useToast(): (text: string) => void {
  return useContext(ToastContext)
}

export function ToastHost({ children }: { readonly children: ReactNode }) {
  const [shown, setShown] = useState<{ text: string; turn: number }>()
  useEffect(() => {
    if (!shown) return undefined
    const timer = setTimeout(() => setShown(undefined), 2600)
    return () => clearTimeout(timer)
  }, [shown])
  const toast = useCallback((text: string) => setShown((before) => ({ text, turn: (before?.turn ?? 0) + 1 })), [])
  return (
    <ToastContext.Provider value={toast}>
      {children}
      <div className="h5-toast-place" role="status" aria-live="polite">
        {shown && (
          <div key={shown.turn} className="h5-toast">
            {shown.text}
          </div>
        )}
      </div>
    </ToastContext.Provider>
  )
}
