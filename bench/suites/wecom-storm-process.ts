import { callbackKey } from '@grove/wecom-api/callback'
import { stepBehind } from './step-behind.ts'
import { type Callback, sealedBefore, storm, type StormOrder } from './wecom-storm.ts'

/** Runs as a process of its own: a platform costs neither the server under test nor whoever measures the console a turn of theirs. */
stepBehind()

let ready: readonly Callback[] = []

process.on('message', (order: StormOrder) => {
  const given = { ...order, key: callbackKey(order.keys) }
  if (order.prepare) {
    ready = sealedBefore(given)
    process.send?.(ready.length)
  } else {
    void storm(given, ready).then((storm) => process.send?.(storm))
    ready = []
  }
})
process.on('disconnect', () => process.exit(0))
