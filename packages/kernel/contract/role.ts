import { z } from 'zod'

/** head 总负责 · operator 社群运营 · owner 群主/客户经理 · sales 销售 · viewer 只读 */
export const role = z.enum(['head', 'operator', 'owner', 'sales', 'viewer'])
export type Role = z.infer<typeof role>
export const locale = z.enum(['zh', 'en'])
export type Locale = z.infer<typeof locale>
