import { Button, useToast, useWords } from '@grove/ui-h5'
import { createContext, useContext, useState } from 'react'
import type { ChatClient } from './chat-client.ts'

/** The way into the conversation; null where there is none. */
export const SayContext = createContext<ChatClient | null>(null)

/** Puts words into the conversation with one tap; where it can't, copies them. */
export function SayButton({ text, onSaid }: { readonly text: string; readonly onSaid?: () => void }) {
  const { t } = useWords()
  const toast = useToast()
  const chat = useContext(SayContext)
  const [busy, setBusy] = useState(false)
  const say = async () => {
    setBusy(true)
    try {
      if (!chat) {
        await navigator.clipboard.writeText(text)
        toast(t('sidebar.copied'))
      } else if (await chat.say(text)) {
        toast(t('sidebar.said'))
        onSaid?.()
      }
    } catch {
      toast(t(chat ? 'sidebar.say_failed' : 'sidebar.copy_failed'))
    } finally {
      setBusy(false)
    }
  }
  return (
    <Button kind={chat ? 'primary' : 'plain'} busy={busy} onPress={() => void say()}>
      {t(chat ? 'sidebar.say' : 'sidebar.copy')}
    </Button>
  )
}
