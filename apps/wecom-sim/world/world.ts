/** Everything the simulated platform knows: plain data without functions, so that it can be copied, compared and stored as it is. Times are ms. */
export interface World {
  readonly seed: string
  /** Draws and ids used so far, by stream. */
  drawn: Record<string, number>
  /** Order of things that have no time of their own. */
  sequence: number
  corp: Corp
  apps: Map<number, CorpApp>
  departments: Map<number, Department>
  /** By userid in lower case: the platform does not tell them apart. */
  employees: Map<string, Employee>
  customers: Map<string, Customer>
  /** By employee (lower case), then by customer, in the order they met. */
  follows: Map<string, Map<string, Follow>>
  /** Employees (lower case) of a customer. */
  followers: Map<string, Set<string>>
  tagGroups: Map<string, TagGroup>
  groups: Map<string, Group>
  contactWays: Map<string, ContactWay>
  joinWays: Map<string, JoinWay>
  links: Map<string, AcquisitionLink>
  welcomeTemplates: Map<string, WelcomeTemplate>
  massTasks: Map<string, MassTask>
  /** Times of mass messages each receiver got, this month and the week before it. */
  received: Map<string, number[]>
  moments: Map<string, Moment>
  media: Map<string, Media>
  welcomeCodes: Map<string, WelcomeCode>
  tokens: Map<string, Token>
  tickets: Map<string, Ticket>
  loginCodes: Map<string, LoginCode>
  transfers: Map<string, Transfer>
  /** Times at which a customer or group was handed over, by id. */
  handovers: Map<string, number[]>
  resigned: Resignation[]
  appMessages: AppMessage[]
  appChats: Map<string, AppChat>
  robots: Map<string, Robot>
  /** Last words of each conversation, by `employee|customer` or chat id. */
  talks: Map<string, Talk[]>
  /** 1:1 counts by `day|employee`. */
  behaviour: Map<string, Behaviour>
}

export type MassRule = 'month_days' | 'week_7' | 'day_1'

export interface Corp {
  id: string
  name: string
  /** A WeChat developer account is bound: unionids are shown. */
  bound: boolean
  massRule: MassRule
  /** People a group takes by QR code, and at all. */
  scanLimit: number
  groupLimit: number
  customersPerEmployee: number
  ways: number
  /** Acquisition link contacts bought and left. */
  acquisition: { total: number; balance: number }
}

export interface CorpApp {
  agentId: number
  name: string
  secret: string
  /** Employees the app may see; null sees all. */
  visible: Set<string> | null
  /** Addresses that may call; null leaves the list unset and lets all in. */
  trustedIps: string[] | null
  /** May call customer-contact endpoints. */
  contacts: boolean
  disabled: boolean
  callback: CallbackConfig | null
}

export interface CallbackConfig {
  url: string
  token: string
  aesKey: string
}

export interface Department {
  id: number
  name: string
  parentId: number
  order: number
}

export interface Employee {
  userid: string
  name: string
  departments: number[]
  position: string
  mobile: string
  email: string
  /** 1 active, 2 disabled, 4 not activated, 5 left. */
  status: 1 | 2 | 4 | 5
  /** Has the right to contact customers. */
  contacts: boolean
  /** A welcome set in the admin console takes the place of a welcome code. */
  consoleWelcome: boolean
  leftAt: number | null
}

export interface Customer {
  id: string
  name: string
  avatar: string
  /** 1 WeChat, 2 WeCom of another company. */
  type: 1 | 2
  gender: 0 | 1 | 2
  unionid: string
  corpName: string
}

export interface Follow {
  seq: number
  userid: string
  customerId: string
  remark: string
  description: string
  company: string
  mobiles: string[]
  createdAt: number
  addWay: number
  operator: string
  state: string
  /** Tag ids of the company, each with the time from which reads show it (marks spread late). */
  tags: Map<string, number>
  /** Marks taken away that reads still show until then. */
  fading: Map<string, number>
  personalTags: string[]
  lastTalkAt: number
  /** The customer added the employee, who has not added back. */
  half: boolean
}

export interface TagGroup {
  id: string
  name: string
  createdAt: number
  order: number
  tags: Map<string, Tag>
}

export interface Tag {
  id: string
  name: string
  createdAt: number
  order: number
}

export interface Group {
  id: string
  seq: number
  name: string
  owner: string
  createdAt: number
  notice: string
  version: string
  versions: number
  members: Map<string, GroupMember>
  admins: string[]
  /** 0 normal, 1 owner left, 2 being inherited, 3 inherited. */
  status: 0 | 1 | 2 | 3
  dismissedAt: number | null
  welcomeTemplate: string | null
  days: Map<number, GroupDay>
  /** What reads still show, until then. */
  stale: { until: number; view: GroupView } | null
}

/** The part of a group that reads may show late. */
export type GroupView = Pick<Group, 'name' | 'owner' | 'notice' | 'version' | 'members'>

export interface GroupMember {
  id: string
  /** 1 employee, 2 anybody else. */
  type: 1 | 2
  joinedAt: number
  /** 1 invited, 2 by an invitation link, 3 by QR code. */
  scene: 1 | 2 | 3
  invitor: string
  nickname: string
  state: string
}

export interface GroupDay {
  joined: number
  left: number
  messages: number
  speakers: Set<string>
}

export interface ContactWay {
  configId: string
  agentId: number
  createdAt: number
  type: 1 | 2
  scene: 1 | 2
  style: number
  remark: string
  skipVerify: boolean
  state: string
  users: string[]
  parties: number[]
  exclusive: boolean
  temporary: boolean
  expiresIn: number
  chatExpiresIn: number
  unionid: string
  conclusions: Record<string, unknown>
  /** Path of its picture. */
  qrCode: string
  /** Scans so far: a way with several people takes turns. */
  turns: number
}

export interface JoinWay {
  configId: string
  agentId: number
  scene: 1 | 2
  remark: string
  autoCreate: boolean
  baseName: string
  baseId: number
  chatIds: string[]
  state: string
  /** Path of its picture. */
  qrCode: string
  markSource: boolean
}

export interface AcquisitionLink {
  id: string
  name: string
  url: string
  createdAt: number
  skipVerify: boolean
  users: string[]
  parties: number[]
  priority: Record<string, unknown> | null
  turns: number
  clicks: number[]
  customers: { customerId: string; userid: string; state: string; at: number }[]
}

export interface WelcomeTemplate {
  id: string
  agentId: number
  content: Record<string, unknown>
}

export interface MassTask {
  msgid: string
  seq: number
  chatType: 'single' | 'group'
  /** The app, or null when an employee sent it from the client. */
  agentId: number | null
  creator: string
  createdAt: number
  /** Queries answer 41063 until then. */
  readyAt: number
  text: string
  attachments: Record<string, unknown>[]
  allowSelect: boolean
  /** By employee (lower case). */
  senders: Map<string, MassSender>
  reminders: number[]
  cancelledAt: number | null
}

export interface MassSender {
  userid: string
  status: 0 | 2
  sentAt: number
  /** The employee said no in the client; the platform shows it as unsent. */
  ignored: boolean
  /** Null: groups are chosen by the owner when sending. */
  receivers: MassReceiver[] | null
}

export interface MassReceiver {
  id: string
  /** 0 unsent, 1 sent, 2 no longer reachable, 3 quota reached. */
  status: 0 | 1 | 2 | 3
  sentAt: number
}

export interface Moment {
  id: string
  jobId: string
  seq: number
  createdAt: number
  readyAt: number
  text: string
  attachments: Record<string, unknown>[]
  cancelled: boolean
  senders: Map<string, { userid: string; publishedAt: number | null; customers: string[] }>
  invalidSenders: string[]
  invalidTags: string[]
  comments: { userid: string; customerId: string; at: number; like: boolean }[]
}

export interface Media {
  id: string
  /** image voice video file, or `attachment-1` and `attachment-2` for those of moments and albums. */
  type: string
  use: 'message' | 'moment' | 'album'
  name: string
  contentType: string
  bytes: Uint8Array
  createdAt: number
}

export interface WelcomeCode {
  code: string
  userid: string
  customerId: string
  createdAt: number
  usedAt: number | null
}

export interface Token {
  value: string
  agentId: number
  createdAt: number
  /** Taken back before its time. */
  revoked: boolean
}

export interface Ticket {
  value: string
  agentId: number
  kind: 'corp' | 'agent'
  createdAt: number
}

export interface LoginCode {
  code: string
  agentId: number
  /** An employee's userid, or a customer. */
  userid: string
  customerId: string
  createdAt: number
  usedAt: number | null
  private: boolean
}

export interface Transfer {
  key: string
  from: string
  to: string
  customerId: string
  resigned: boolean
  /** 1 done, 2 waiting, 3 refused, 4 taker full. */
  status: 1 | 2 | 3 | 4
  startedAt: number
  endedAt: number
}

export interface Resignation {
  userid: string
  customerId: string
  at: number
  taken: boolean
}

export interface AppMessage {
  msgid: string
  agentId: number
  at: number
  to: string[]
  type: string
  body: Record<string, unknown>
  responseCode: string
  recalled: boolean
  card: Record<string, unknown> | null
}

export interface AppChat {
  id: string
  agentId: number
  name: string
  owner: string
  users: string[]
}

export interface Robot {
  key: string
  removed: boolean
  sent: { at: number; type: string; body: Record<string, unknown> }[]
}

export interface Talk {
  at: number
  from: string
  text: string
  /** How it got there. */
  kind: 'said' | 'mass' | 'welcome'
  attachments: Record<string, unknown>[]
}

export interface Behaviour {
  chats: Set<string>
  messages: number
  replied: Set<string>
  lost: number
  applied: number
  added: number
}
