import { z } from 'zod'
import { cursor, get, int, list, nextCursor, read, reply, userid } from './endpoint.ts'

const departmentNode = reply({ id: int, parentid: int.optional(), order: int.optional() })
const department = reply({
  id: int,
  name: z.string().optional(),
  name_en: z.string().optional(),
  department_leader: list(z.string()),
  parentid: int.optional(),
  order: int.optional(),
})

/** What a self-built app sees of a colleague; most contact details are not given to apps made after 2022-06-20. */
const user = reply({
  userid,
  name: z.string().optional(),
  department: list(int),
  position: z.string().optional(),
  alias: z.string().optional(),
  avatar: z.string().optional(),
  /** 1 active, 2 disabled, 4 never signed in, 5 left. */
  status: int.optional(),
  main_department: int.optional(),
  open_userid: z.string().optional(),
  is_leader_in_dept: list(int),
  direct_leader: list(z.string()),
})

const byId = z.strictObject({ id: z.number().int().positive().optional() })

export const departmentList = get('/cgi-bin/department/list', { request: byId, reply: reply({ department: list(department) }) })
export const departmentSimpleList = get('/cgi-bin/department/simplelist', {
  request: byId,
  reply: reply({ department_id: list(departmentNode) }),
})
export const departmentGet = get('/cgi-bin/department/get', {
  request: z.strictObject({ id: z.number().int().positive() }),
  reply: reply({ department }),
})

export const userGet = get('/cgi-bin/user/get', { request: z.strictObject({ userid }), reply: user })
const ofDepartment = z.strictObject({ department_id: z.number().int().positive() })
export const userSimpleList = get('/cgi-bin/user/simplelist', { request: ofDepartment, reply: reply({ userlist: list(user) }) })
export const userList = get('/cgi-bin/user/list', { request: ofDepartment, reply: reply({ userlist: list(user) }) })
/** One row for each (member, department). */
export const userListId = read('/cgi-bin/user/list_id', {
  request: z.strictObject({ cursor, limit: z.number().int().min(1).max(10_000).optional() }),
  reply: reply({ dept_user: list(reply({ userid, department: int })), next_cursor: nextCursor }),
})
export const userGetUserid = read('/cgi-bin/user/getuserid', {
  request: z.strictObject({ mobile: z.string().min(5).max(20) }),
  reply: reply({ userid }),
})
