import { html, raw } from 'hono/html'
import en from '../locales/en.json' with { type: 'json' }
import zh from '../locales/zh.json' with { type: 'json' }
import type { OpenApiDocument, OpenApiOperation } from './open-api.ts'

type Word = keyof typeof zh

/** The API to read, rendered here: no script, nothing from elsewhere. `language` is `zh…` or anything else for English. */
export function apiPage(document: OpenApiDocument, language: string) {
  const chinese = language.toLowerCase().startsWith('zh')
  const words: Record<Word, string> = chinese ? zh : en
  const calls = Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
  )
  const tags = [...new Set(calls.map((call) => call.operation.tags[0] ?? ''))].sort()
  return html`<!doctype html>
<html lang="${chinese ? 'zh-CN' : 'en'}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${words['apiPage.title']} ${document.info.version}</title><style>${raw(STYLE)}</style></head>
<body><header><h1>${words['apiPage.title']} <small>${document.info.version}</small></h1>
<a href="/docs?lang=${chinese ? 'en' : 'zh'}" lang="${chinese ? 'en' : 'zh-CN'}">${words['apiPage.other']}</a></header>
<main><p>${words['apiPage.intro']}</p><p>${words['apiPage.key']}</p><p>${words['apiPage.once']}</p>
<p><a href="/openapi.json">${words['apiPage.spec']}</a> · ${words['apiPage.count'].replace('{count}', String(calls.length))}</p>
<nav>${tags.map((tag) => html`<a href="#${tag.replaceAll(' ', '-')}">${tag}</a> `)}</nav>
${tags.map(
  (tag) => html`<section id="${tag.replaceAll(' ', '-')}"><h2>${tag}</h2>
${calls.filter((call) => call.operation.tags[0] === tag).map((call) => callBlock(call.method, call.path, call.operation, words))}</section>`,
)}</main></body></html>`
}

function callBlock(method: string, path: string, operation: OpenApiOperation, words: Record<Word, string>) {
  const body = operation.requestBody?.content['application/json']?.schema
  const answer = (operation.responses['200'] as { content?: Record<string, { schema: object }> }).content?.['application/json']?.schema
  return html`<details><summary><b class="${method.toLowerCase()}">${method}</b> <code>${path}</code> <span>${operation.summary}</span></summary>
<p class="access">${accessWords(operation, words)}</p>
${
  operation.parameters.length === 0
    ? ''
    : html`<h3>${words['apiPage.input']}</h3><ul>${operation.parameters.map(
        (one) => html`<li><code>${one.name}</code> <i>${one.in}</i> ${one.required ? html`<em>${words['apiPage.required']}</em>` : ''}
<code class="kind">${JSON.stringify(one.schema)}</code></li>`,
      )}</ul>`
}
${body ? html`<h3>${words['apiPage.body']}</h3><pre>${JSON.stringify(body, null, 2)}</pre>` : ''}
${answer ? html`<h3>${words['apiPage.output']}</h3><pre>${JSON.stringify(answer, null, 2)}</pre>` : ''}</details>`
}

function accessWords(operation: OpenApiOperation, words: Record<Word, string>) {
  if (operation['x-grove-right'] !== undefined) return html`${words['apiPage.right']} <code>${operation['x-grove-right']}</code>`
  if (operation.security.some((one) => 'member' in one)) return words['apiPage.access.member']
  return operation.security.length === 0 ? words['apiPage.access.public'] : words['apiPage.access.session']
}

const STYLE = `
:root{--ink:#1c2b22;--quiet:#5b6b61;--line:#dfe7e1;--leaf:#1f7a4d;--ground:#f7f9f7}
*{box-sizing:border-box}body{margin:0;background:var(--ground);color:var(--ink);font:15px/1.6 system-ui,-apple-system,"PingFang SC","Noto Sans CJK SC",sans-serif}
header,main{max-width:960px;margin:0 auto;padding:16px 20px}header{display:flex;justify-content:space-between;align-items:baseline}
h1{font-size:22px;margin:8px 0}h1 small{color:var(--quiet);font-weight:400;font-size:14px}h2{font-size:17px;margin:28px 0 8px}h3{font-size:13px;margin:12px 0 4px;color:var(--quiet)}
a{color:var(--leaf)}nav{display:flex;flex-wrap:wrap;gap:4px 14px}
details{background:#fff;border:1px solid var(--line);border-radius:8px;margin:6px 0;padding:0 14px}
summary{cursor:pointer;padding:9px 0;display:flex;flex-wrap:wrap;gap:2px 10px;align-items:baseline}summary span{color:var(--quiet)}
summary b{min-width:56px;font-size:12px;color:var(--leaf)}b.delete{color:#a8322a}b.post,b.put,b.patch{color:#8a5a00}
code,pre{font:13px/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}pre{background:var(--ground);padding:10px;border-radius:6px;overflow:auto;max-height:360px}
ul{padding-left:18px;margin:4px 0}.kind{color:var(--quiet);word-break:break-all}em{color:#a8322a;font-style:normal;font-size:12px}.access{margin:2px 0 6px;color:var(--quiet)}`
