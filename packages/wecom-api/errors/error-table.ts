import type { Advice, WecomErrorKind } from './error-kind.ts'

/** Codes that a call answers itself: the token is replaced, the call made once more. 40001 is a wrong secret when it comes from `gettoken`. */
export const TOKEN_CODES: ReadonlySet<number> = new Set([40014, 42001, 40001])
export const BUSY = -1
export const TOO_OFTEN = 45009
export const TOO_MANY_AT_ONCE = 45033

const configuration: Readonly<Record<number, Advice>> = {
  40001: {
    zh: 'Secret 不对。到「管理后台 › 应用管理 › 该应用」重新查看 Secret 并填入。',
    en: 'The secret is wrong. Open the app in the admin console, view the secret again and enter it here.',
  },
  40013: {
    zh: '企业 ID 不对。到「管理后台 › 我的企业 › 企业信息」最下方复制企业 ID。',
    en: 'The corp ID is wrong. Copy it from the bottom of My Company › Company Information in the admin console.',
  },
  40056: {
    zh: 'AgentId 不对。在应用详情页顶部复制 AgentId。',
    en: 'The agent ID is wrong. Copy it from the top of the app’s page in the admin console.',
  },
  40091: {
    zh: '这个 Secret 属于另一家企业。请确认企业 ID 与 Secret 出自同一家企业。',
    en: 'This secret belongs to another corp. Make sure corp ID and secret come from the same one.',
  },
  41002: { zh: '没有填企业 ID。', en: 'The corp ID is missing.' },
  41004: { zh: '没有填 Secret。', en: 'The secret is missing.' },
  41057: {
    zh: '企业还没有绑定微信开发者账号。到「客户联系 › 客户 › API」绑定后再试。',
    en: 'The corp has no WeChat developer account bound. Bind one under Customer Contact › Customers › API.',
  },
  48001: {
    zh: '应用没有这个接口的权限。自建应用需加到「客户联系 › 客户 › API › 可调用接口的应用」。',
    en: 'The app may not use this API. Add it under Customer Contact › Customers › API › apps that may call.',
  },
  48002: {
    zh: '应用没有这个接口的权限。2023 年 12 月以后的企业不能再用「客户联系」Secret：请用自建应用，并加到「客户联系 › 客户 › API › 可调用接口的应用」。',
    en: 'This app may not call the API. Corps created since December 2023 cannot use the Customer Contact secret: use a self-built app and add it under Customer Contact › Customers › API › apps that may call.',
  },
  48006: {
    zh: '应用太久没用，接口权限被收回。请管理员在后台重新启用。',
    en: 'The permission was withdrawn because the app was unused for long. An administrator has to enable it again.',
  },
  48009: {
    zh: '通讯录同步 Secret 不能读成员详情。请改用自建应用的 Secret。',
    en: 'The directory-sync secret may not read member details. Use the secret of a self-built app.',
  },
  50001: {
    zh: '网页域名没有登记。到应用的「网页授权及 JS-SDK」里登记可信域名。',
    en: 'The page’s domain is not registered. Add it as a trusted domain under the app’s Web Authorization and JS-SDK.',
  },
  50002: {
    zh: '该成员不在应用的可见范围内。到应用详情里把他加入可见范围。',
    en: 'This member is outside the app’s visible range. Add them to it on the app’s page.',
  },
  50003: { zh: '应用已被停用。到管理后台启用它。', en: 'The app is disabled. Enable it in the admin console.' },
  60011: {
    zh: '该成员或部门不在应用的可见范围内。到应用详情里扩大可见范围。',
    en: 'This member or department is outside the app’s visible range. Widen it on the app’s page.',
  },
  60020: {
    zh: '服务器的出口 IP 不在企业可信 IP 里。到应用详情 › 企业可信 IP 添加错误信息里的 IP，约一分钟后生效。',
    en: 'The server’s address is not a trusted IP of the app. Add the address named in the message under the app › Trusted IP; it takes about a minute.',
  },
  60111: {
    zh: '没有这个成员，或他不在应用的可见范围内。',
    en: 'There is no such member, or they are outside the app’s visible range.',
  },
  81013: {
    zh: '接收的成员都不存在或都不在应用的可见范围内。',
    en: 'None of the receiving members exists inside the app’s visible range.',
  },
  81017: {
    zh: '应用可见的成员超过 1000 人，查询时必须分批指定群主。',
    en: 'More than 1000 members are visible to the app; owners have to be named in portions.',
  },
  84074: {
    zh: '该成员没有客户联系权限。到「客户联系 › 权限配置」把他加进使用范围。',
    en: 'This member has no customer-contact right. Add them under Customer Contact › Permissions.',
  },
  90206: {
    zh: '小程序没有关联到企业。到「应用管理 › 小程序」关联后再发。',
    en: 'The mini-program is not linked to the corp. Link it under App Management › Mini Programs.',
  },
  90207: { zh: '小程序的 AppID 不对。', en: 'The mini-program’s app ID is wrong.' },
  93000: {
    zh: '群机器人地址无效，或机器人已被移出群。请到群里重新添加并复制新的地址。',
    en: 'The robot’s address is invalid or the robot was removed from the group. Add it again and copy the new address.',
  },
  93004: { zh: '群机器人被停用。请管理员在后台启用。', en: 'The robot is disabled. An administrator has to enable it.' },
  301002: {
    zh: '这个 Secret 无权操作该应用：AgentId 与 Secret 不是同一个应用的。',
    en: 'This secret may not act for that app: agent ID and secret belong to different apps.',
  },
  301052: { zh: '会话存档服务已到期，请续费。', en: 'The message archive has expired; renew it.' },
}

const others: Readonly<Record<Exclude<WecomErrorKind, 'configuration' | 'unknown_outcome'>, readonly number[]>> = {
  retry_later: [BUSY, TOO_OFTEN, TOO_MANY_AT_ONCE, 40014, 42001, 40129, 41063, 41078, 41079, 41096, 90507],
  quota_gone: [40099, 40126, 40128, 41041, 41045, 41055, 41068, 41069, 41094, 41095, 95001, 95002],
  refused_by_receiver: [40096, 41048, 41050, 41051, 41053, 41054, 43004, 84061, 84084, 93008],
  content_refused: [40201, 40204, 41064, 41065, 41072, 41089, 45002, 45007, 45008, 85002],
  gone: [
    40003, 40007, 40068, 41044, 41047, 41060, 41093, 49008, 60003, 60123, 86003, 90500, 90501, 90509, 90511, 40029, 42003, 42022, 50100,
  ],
  bad_request: [40031, 40033, 40058, 40063, 40071, 41058, 41091, 82001, 86001],
}

const kinds = new Map<number, WecomErrorKind>([
  ...Object.keys(configuration).map((code) => [Number(code), 'configuration'] as const),
  ...Object.entries(others).flatMap(([kind, codes]) => codes.map((code) => [code, kind as WecomErrorKind] as const)),
])

/** Codes we know by name. Any other code is a refusal without effect: `bad_request`. */
export const knownCodes: readonly number[] = [...kinds.keys()]

export const kindOfCode = (code: number): WecomErrorKind => kinds.get(code) ?? 'bad_request'

export const adviceOfCode = (code: number): Advice | null => configuration[code] ?? null
