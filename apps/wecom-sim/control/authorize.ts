import { Hono } from 'hono'
import { html } from 'hono/html'
import { issueLoginCode } from '../api/auth.ts'
import { getCookie } from 'hono/cookie'
import type { Webview } from '../start-sim.ts'
import { AS_COOKIE } from '../webview/webview-http.ts'
import type { Platform } from '../world/platform.ts'

const SHOWN = 100

/**
 * The two pages on which WeCom asks who is there: inside the client and in a browser. Here one picks a person;
 * `as=<userid or customer>` picks at once, for tests.
 */
export function authorizeHttp(platform: Platform, webview: () => Webview | undefined): Hono {
  const http = new Hono()
  for (const path of ['/connect/oauth2/authorize', '/wwlogin/sso/login'])
    http.get(path, (wire) => {
      const { world } = platform
      const { appid = '', redirect_uri: back = '', state = '', agentid, scope, as: picked } = wire.req.query()
      // In the client's window nobody is asked: it knows who is signed in.
      const window = webview()
      const signedIn = window && path.startsWith('/connect/') ? getCookie(wire, AS_COOKIE) : undefined
      const as = picked ?? signedIn
      const app = agentid ? world.apps.get(Number(agentid)) : world.apps.values().next().value
      if (appid !== world.corp.id || !app || !/^https?:\/\//.test(back)) return wire.text('appid, agentid or redirect_uri is wrong', 400)
      const employee = as === undefined ? undefined : world.employees.get(as.toLowerCase())
      if (as !== undefined) {
        if (!employee && !world.customers.has(as)) return wire.text('nobody of that name', 404)
        const who = employee ? { userid: employee.userid } : { customerId: as }
        const code = issueLoginCode(platform, app.agentId, { ...who, private: scope === 'snsapi_privateinfo' })
        const target = new URL(back)
        target.searchParams.set('code', code)
        target.searchParams.set('state', state)
        const inWindow = window && signedIn !== undefined && picked === undefined && target.origin === new URL(window.page).origin
        return wire.redirect(inWindow ? window.url + target.pathname + target.search : target.href)
      }
      const choice = (id: string) => `?${new URLSearchParams({ ...wire.req.query(), as: id })}`
      const staff = [...world.employees.values()].filter(({ status }) => status === 1).slice(0, SHOWN)
      const people = [...world.customers.values()].slice(0, SHOWN)
      return wire.html(html`<!doctype html>
        <html lang="zh-CN">
          <head>
            <meta charset="utf-8" />
            <meta name="viewport" content="width=device-width, initial-scale=1" />
            <title>你是谁 · Who are you</title>
            <style>
              body { font: 16px/1.6 system-ui, sans-serif; max-width: 30rem; margin: 2rem auto; padding: 0 1rem; color: #1f2d27 }
              a { display: block; padding: 0.6rem 0.8rem; margin: 0.3rem 0; border: 1px solid #d5ded9; border-radius: 8px; color: #14593c; text-decoration: none }
            </style>
          </head>
          <body>
            <h1>你是谁 · Who are you</h1>
            <h2>员工 · Employees</h2>
            ${staff.map(({ userid, name }) => html`<a href="${choice(userid)}">${name} (${userid})</a>`)}
            <h2>客户 · Customers</h2>
            ${people.map(({ id, name }) => html`<a href="${choice(id)}">${name}</a>`)}
          </body>
        </html>`)
    })
  return http
}
