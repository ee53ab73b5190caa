import { codeWords, mirrors } from '@grove/channel-kit/server'
import { defineModule, endpoint, rawEndpoint } from '@grove/kernel/server'
import * as api from '../contract/index.ts'
import { codeLoop } from './code-loop.ts'
import { joinMirror, wordsOfCodes } from './note-joins.ts'
import { codeFigures, codePicture, getCode, listCodeJoins, listCodes, listCodeTargets } from './read.ts'
import { checkCode, createCode, endCode, saveCode } from './save-code.ts'

/** Channel codes and group codes: how people get from a platform to us. */
export const code = defineModule({
  name: 'code',
  tier: 3,
  rights: {
    'code.read': ['head', 'operator', 'owner', 'sales', 'viewer'],
    'code.write': ['head', 'operator'],
  },
  errors: api.codeErrors,
  events: [...api.codeEvents],
  api: [
    endpoint(api.listCodes, listCodes),
    endpoint(api.getCode, getCode),
    rawEndpoint(api.codePicture, codePicture),
    endpoint(api.createCode, createCode),
    endpoint(api.saveCode, saveCode),
    endpoint(api.endCode, endCode),
    endpoint(api.checkCode, checkCode),
    endpoint(api.listCodeTargets, listCodeTargets),
    endpoint(api.codeFigures, codeFigures),
    endpoint(api.listCodeJoins, listCodeJoins),
  ],
  loops: [codeLoop],
  provides: [mirrors.of(joinMirror), codeWords.of(wordsOfCodes)],
  migrations: new URL('./migrations/', import.meta.url),
})
