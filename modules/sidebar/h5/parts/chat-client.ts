import type { Client } from '@grove/client'
import { signSidebar } from '../../contract/index.ts'

/** The conversation the page stands beside. */
export type Beside =
  | { readonly kind: 'member'; readonly externalId: string; readonly maySay: boolean }
  | { readonly kind: 'group'; readonly externalId: string; readonly maySay: boolean }
  /** Opened from the workbench or elsewhere: there is no conversation. */
  | { readonly kind: 'nowhere' }

export interface ChatClient {
  beside(): Promise<Beside>
  /** Puts words into the conversation in the name of the reader. False: they changed their mind. */
  say(text: string): Promise<boolean>
}

const WANTED = ['getContext', 'getCurExternalContact', 'getCurExternalChat', 'sendChatMessage']
const CANCELLED = /:cancel$/

/** True inside the WeCom client, whose pages alone stand beside conversations. */
export const insideClient = (): boolean => /wxwork/i.test(navigator.userAgent)

/** Speaks with the WeCom client. The SDK is fetched here and nowhere else. @throws CallError when the server can't sign */
export async function openChatClient(client: Client, account: number): Promise<ChatClient> {
  const sdk = await import('@wecom/jssdk')
  const url = location.href.split('#', 1)[0] ?? ''
  const signed = await client.call(signSidebar, { account, url })
  sdk.register({
    corpId: signed.corpId,
    agentId: signed.agentId,
    jsApiList: WANTED,
    getConfigSignature: () => signed.config,
    getAgentConfigSignature: () => signed.agent,
  })
  return {
    beside: async () => {
      const { entry } = (await sdk.getContext()) as { readonly entry?: string }
      if (entry === 'group_chat_tools') {
        const { chatId } = (await sdk.getCurExternalChat()) as { readonly chatId?: string }
        return chatId ? { kind: 'group', externalId: chatId, maySay: true } : { kind: 'nowhere' }
      }
      if (entry === 'single_chat_tools' || entry === 'contact_profile') {
        const { userId } = (await sdk.getCurExternalContact()) as { readonly userId?: string }
        return userId ? { kind: 'member', externalId: userId, maySay: entry === 'single_chat_tools' } : { kind: 'nowhere' }
      }
      return { kind: 'nowhere' }
    },
    say: async (text) => {
      try {
        await sdk.sendChatMessage({ msgtype: 'text', enterChat: true, text: { content: text } })
        return true
      } catch (cause) {
        if (CANCELLED.test(String((cause as { readonly errMsg?: unknown }).errMsg))) return false
        throw cause
      }
    },
  }
}
