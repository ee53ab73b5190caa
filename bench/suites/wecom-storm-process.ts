import { callbackKey } from '@grove/wecom-api/callback'
import { stepBehind } from './step-behind.ts'
import { storm, type StormOrder } from './wecom-storm.ts'

/** Runs as a process of its own: a platform costs neither the server under test nor whoever measures the console a turn of theirs. */
stepBehind()

process.on('message', (order: StormOrder) => {
  void storm({ ...order, key: callbackKey(order.keys) }).then((storm) => process.send?.(storm))
})
process.on('disconnect', () => process.exit(0))
