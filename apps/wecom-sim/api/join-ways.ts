import { newHex } from '../world/new-id.ts'
import type { Platform } from '../world/platform.ts'
import type { JoinWay } from '../world/world.ts'
import { type Call, contacts } from './endpoint.ts'
import { groupFor } from './lookups.ts'
import { Refusal } from './refusal.ts'

function wayOf({ world, app, body }: Call): JoinWay {
  const way = world.joinWays.get(body.text('config_id', 41043))
  if (!way || way.agentId !== app.agentId) throw new Refusal(41044)
  return way
}

type Content = Omit<JoinWay, 'configId' | 'agentId' | 'qrCode'>

/** Everything the caller leaves out falls back to its default, at an update too: the platform overwrites. */
function contentOf(call: Call): Content {
  const { body } = call
  const scene = body.whole('scene', undefined, 41038)
  if (scene !== 1 && scene !== 2) throw new Refusal(41040)
  const chatIds = [...new Set(body.texts('chat_id_list'))]
  if (chatIds.length > 5) throw new Refusal(41091)
  if (chatIds.length === 0) throw new Refusal(40058)
  for (const id of chatIds) groupFor(call, id)
  return {
    scene,
    // Not refused when too long: the platform cuts it.
    remark: [...body.optional('remark')].slice(0, 30).join(''),
    autoCreate: body.flag('auto_create_room', true),
    baseName: body.optional('room_base_name', 40),
    baseId: body.whole('room_base_id', 1),
    chatIds,
    state: body.optional('state', 30),
    markSource: body.flag('mark_source', true),
  }
}

function addWay(call: Call) {
  const { world, app } = call
  const content = contentOf(call)
  if (world.contactWays.size + world.joinWays.size >= world.corp.ways) throw new Refusal(41045)
  const configId = newHex(world, 'join-way')
  const qrCode = `/wwpic/join${configId.slice(0, 20)}/0`
  world.joinWays.set(configId, { configId, agentId: app.agentId, qrCode, ...content })
  return { config_id: configId }
}

const shown = (platform: Platform, way: JoinWay) => ({
  config_id: way.configId,
  scene: way.scene,
  remark: way.remark,
  auto_create_room: way.autoCreate ? 1 : 0,
  room_base_name: way.baseName,
  room_base_id: way.baseId,
  chat_id_list: way.chatIds,
  qr_code: platform.pictures() + way.qrCode,
  state: way.state,
  mark_source: way.markSource,
})

export const joinWayEndpoints = [
  contacts.post('groupchat/add_join_way', addWay),
  contacts.post('groupchat/get_join_way', (call) => ({ join_way: shown(call.platform, wayOf(call)) })),
  contacts.post('groupchat/update_join_way', (call) => {
    Object.assign(wayOf(call), contentOf(call))
    return {}
  }),
  contacts.post('groupchat/del_join_way', (call) => {
    call.world.joinWays.delete(wayOf(call).configId)
    return {}
  }),
]
