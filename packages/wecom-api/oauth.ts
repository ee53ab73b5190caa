interface SignIn {
  readonly corpId: string
  readonly agentId: string
  /** Comes back unchanged; at most 128 letters and digits. */
  readonly state: string
  readonly redirectUri: string
}

/** Where a page opened inside WeCom sends its reader to learn who they are; they come back with `code`, good for five minutes, once. */
export function insideSignInUrl(given: SignIn & { readonly scope?: 'snsapi_base' | 'snsapi_privateinfo' }): string {
  const query = new URLSearchParams({
    appid: given.corpId,
    redirect_uri: given.redirectUri,
    response_type: 'code',
    scope: given.scope ?? 'snsapi_base',
    state: given.state,
    agentid: given.agentId,
  })
  return `https://open.weixin.qq.com/connect/oauth2/authorize?${query.toString()}#wechat_redirect`
}

/** The same from a browser on a desk: a code to scan. */
export function browserSignInUrl(given: SignIn & { readonly lang?: 'zh' | 'en' }): string {
  const query = new URLSearchParams({
    login_type: 'CorpApp',
    appid: given.corpId,
    agentid: given.agentId,
    redirect_uri: given.redirectUri,
    state: given.state,
    ...(given.lang ? { lang: given.lang } : {}),
  })
  return `https://login.work.weixin.qq.com/wwlogin/sso/login?${query.toString()}`
}
