import type { SystemCtx } from '@grove/kernel/server'
import sql from 'sql-template-tag'
import type { Me, Workspace } from '../contract/index.ts'
import { type RightOverride, rightsOf } from '../domain/rights.ts'
import { accountById } from './store-account.ts'

interface Place extends Workspace {
  readonly staffId: number
  readonly displayName: string
  readonly role: NonNullable<Me['staff']>['role']
  readonly scope: NonNullable<Me['staff']>['scope']
  readonly overrides: RightOverride[]
}

/** The account, its workspaces, and where it stands: in the wanted workspace when it is staff there, else in its first. */
export async function readMe(system: SystemCtx, accountId: number, wanted: number | string | null): Promise<Me> {
  const account = await accountById(system.db, accountId)
  const places = await placesOf(system, accountId)
  const here = places.find((place) => place.id === wanted || place.publicKey === wanted) ?? places[0]
  return {
    account: { id: account.id, login: account.login, name: account.name, locale: account.locale },
    workspace: here ? workspaceOf(here) : null,
    staff: here ? { id: here.staffId, displayName: here.displayName, role: here.role, scope: here.scope } : null,
    rights: here ? [...rightsOf(here.role, system.app.registry.rights, here.overrides)].sort() : [],
    workspaces: places.map(({ id, publicKey, name, demo, role }) => ({ id, publicKey, name, demo, role })),
  }
}

function workspaceOf({ id, publicKey, name, zone, locale, demo, sendsStopped }: Place): Workspace {
  return { id, publicKey, name, zone, locale, demo, sendsStopped }
}

function placesOf(system: SystemCtx, accountId: number): Promise<Place[]> {
  return system.db.rows(sql`
    select w.id, w.public_key as "publicKey", w.name, w.zone, w.locale, w.demo, w.sends_stopped as "sendsStopped",
      s.id as "staffId", s.display_name as "displayName", s.role, s.scope,
      (select coalesce(jsonb_agg(jsonb_build_object('role', o.role, 'right', o.right_name, 'granted', o.granted)), '[]'::jsonb)
        from right_override o where o.workspace_id = s.workspace_id and o.role = s.role) as overrides
    from account_workspace a
    join workspace w on w.id = a.workspace
    join staff s on s.workspace_id = a.workspace and s.account_id = a.account_id and s.active
    where a.account_id = ${accountId} order by w.demo, w.id`)
}
