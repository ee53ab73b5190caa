import { departmentsBelow, keyOf, visibleStaff } from '../world/people.ts'
import type { Employee } from '../world/world.ts'
import { app, type Call } from './endpoint.ts'
import { staffOf } from './lookups.ts'
import { numbered, pageOf } from './paging.ts'
import { Refusal } from './refusal.ts'

function departments({ world, query }: Call) {
  const id = query.whole('id', 1)
  if (!world.departments.has(id)) throw new Refusal(60123)
  const within = departmentsBelow(world, id)
  return [...world.departments.values()].filter((one) => within.has(one.id))
}

/** Apps made after June 2022 get no gender, mobile, e-mail or picture. */
const shown = (employee: Employee) => ({
  userid: employee.userid,
  name: employee.name,
  department: employee.departments,
  order: employee.departments.map(() => 0),
  position: employee.position,
  is_leader_in_dept: employee.departments.map(() => 0),
  direct_leader: [],
  alias: '',
  status: employee.status,
  main_department: employee.departments[0] ?? 1,
  extattr: { attrs: [] },
})

function ofDepartment(call: Call): Employee[] {
  const id = call.query.whole('department_id', undefined, 60123)
  if (!call.world.departments.has(id)) throw new Refusal(60003)
  return visibleStaff(call.world, call.app).filter((one) => one.departments.includes(id))
}

export const directoryEndpoints = [
  app.get('department/list', (call) => ({
    department: departments(call).map(({ id, name, parentId, order }) => ({ id, name, department_leader: [], parentid: parentId, order })),
  })),
  app.get('department/simplelist', (call) => ({
    department_id: departments(call).map(({ id, parentId, order }) => ({ id, parentid: parentId, order })),
  })),
  app.get('department/get', ({ world, query }) => {
    const found = world.departments.get(query.whole('id', undefined, 60123))
    if (!found) throw new Refusal(60003)
    return { department: { id: found.id, name: found.name, department_leader: [], parentid: found.parentId, order: found.order } }
  }),
  app.get('user/get', (call) => shown(staffOf(call, call.query.text('userid', 41009)))),
  app.get('user/list', (call) => ({ userlist: ofDepartment(call).map(shown) })),
  app.get('user/simplelist', (call) => ({
    userlist: ofDepartment(call).map(({ userid, name, departments: department }) => ({ userid, name, department })),
  })),
  app.post('user/list_id', (call) => {
    const rows = visibleStaff(call.world, call.app).flatMap(({ userid, departments: list }) =>
      list.map((department) => ({ userid, department })),
    )
    const limit = Math.min(call.body.whole('limit', 10_000), 10_000)
    const { page, next } = pageOf(call.platform, 'user/list_id', call.body.optional('cursor'), limit, numbered(rows), ([at]) => at)
    return { next_cursor: next, dept_user: page.map(([, row]) => row) }
  }),
  app.post('user/getuserid', ({ world, body }) => {
    const mobile = body.text('mobile')
    const found = [...world.employees.values()].find((one) => one.mobile === mobile)
    if (!found) throw new Refusal(60111)
    return { userid: found.userid }
  }),
  app.post('user/convert_to_openid', (call) => {
    const employee = staffOf(call, call.body.text('userid', 41009))
    return { openid: `oe${keyOf(employee.userid)}` }
  }),
  app.post('user/convert_to_userid', ({ world, body }) => {
    const employee = world.employees.get(body.text('openid').slice(2))
    if (!employee) throw new Refusal(60111)
    return { userid: employee.userid }
  }),
]
