import { app, type Call, contacts } from './endpoint.ts'
import { Refusal } from './refusal.ts'

function byUnionid({ world, body }: Call) {
  const unionid = body.text('unionid')
  const customer = [...world.customers.values()].find((one) => one.type === 1 && one.unionid === unionid)
  const known = customer !== undefined && (world.followers.get(customer.id)?.size ?? 0) > 0
  return known ? { external_userid: customer.id } : { pending_id: `pg${unionid.slice(2)}` }
}

/** Ids of a self-built app are stable: conversions exist for companies that merge and for what comes from outside. */
export const conversionEndpoints = [
  contacts.post('convert_to_openid', ({ world, body }) => {
    const customer = world.customers.get(body.text('external_userid', 41035))
    if (customer?.type !== 1) throw new Refusal(40096)
    return { openid: `o${customer.id.slice(2)}` }
  }),
  contacts.post('unionid_to_external_userid', (call) => {
    const found = byUnionid(call)
    if (!('external_userid' in found)) throw new Refusal(84061)
    return found
  }),
  app.post('idconvert/unionid_to_external_userid', byUnionid),
  contacts.post('get_new_external_userid', ({ body }) => ({
    items: body.texts('external_userid_list').map((id) => ({ external_userid: id, new_external_userid: id })),
  })),
  contacts.post('groupchat/get_new_external_userid', ({ body }) => ({
    items: body.texts('external_userid_list').map((id) => ({ external_userid: id, new_external_userid: id })),
  })),
  app.post('idconvert/batch/external_userid_to_pending_id', ({ body }) => ({
    result: body.texts('external_userid').map((id) => ({ external_userid: id, pending_id: `pg${id.slice(2)}` })),
  })),
  app.post('idconvert/convert_tmp_external_userid', ({ world, body }) => {
    const ids = body.texts('tmp_external_userid_list')
    const known = ids.map((id) => [id, `wm${id.slice(3)}`] as const)
    return {
      results: known
        .filter(([, real]) => world.customers.has(real))
        .map(([tmp, real]) => ({ tmp_external_userid: tmp, external_userid: real })),
      invalid_tmp_external_userid_list: known.filter(([, real]) => !world.customers.has(real)).map(([tmp]) => tmp),
    }
  }),
]
