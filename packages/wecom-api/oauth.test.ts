import { describe, expect, it } from 'vitest'
import { browserSignInUrl, insideSignInUrl } from './oauth.ts'

describe('signing in', () => {
  const given = { corpId: 'ww1', agentId: '1000002', state: 'abc', redirectUri: 'https://a.cn/back?x=1&y=群' }
  it('sends a reader inside WeCom to the page of the platform and back', () => {
    const url = new URL(insideSignInUrl(given))
    expect(url.hash).toBe('#wechat_redirect')
    expect(Object.fromEntries(url.searchParams)).toEqual({
      appid: 'ww1',
      redirect_uri: given.redirectUri,
      response_type: 'code',
      scope: 'snsapi_base',
      state: 'abc',
      agentid: '1000002',
    })
  })
  it('shows a reader at a desk a code to scan', () => {
    const url = new URL(browserSignInUrl({ ...given, lang: 'zh' }))
    expect(url.host).toBe('login.work.weixin.qq.com')
    expect(url.searchParams.get('redirect_uri')).toBe(given.redirectUri)
    expect(url.searchParams.get('lang')).toBe('zh')
  })
})
