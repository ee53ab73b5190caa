import type { ImportTarget } from '../contract/index.ts'

/** Headings that spreadsheets of the trade use, Chinese and English, without spaces and punctuation. */
const HEADINGS: Readonly<Record<Exclude<ImportTarget, `attribute:${string}`>, readonly string[]>> = {
  displayName: [
    '姓名',
    '名字',
    '昵称',
    '客户姓名',
    '客户昵称',
    '成员',
    '成员姓名',
    '会员姓名',
    '称呼',
    'name',
    'fullname',
    'displayname',
    'nickname',
    'member',
  ],
  phone: [
    '手机',
    '手机号',
    '手机号码',
    '电话',
    '联系电话',
    '电话号码',
    '联系方式',
    'phone',
    'mobile',
    'tel',
    'telephone',
    'phonenumber',
    'cell',
  ],
  email: ['邮箱', '电子邮箱', '邮件', '电子邮件', 'email', 'mail', 'emailaddress'],
  gender: ['性别', 'gender', 'sex'],
  ageBand: ['年龄', '年龄段', 'age', 'ageband', 'agegroup'],
  city: ['城市', '所在城市', '地区', '所在地', 'city', 'location'],
  cityTier: ['城市级别', '城市等级', '几线城市', 'citytier', 'tier'],
  occupation: ['职业', 'occupation', 'profession'],
  industry: ['行业', '所属行业', 'industry'],
  employer: ['公司', '单位', '工作单位', '企业', '公司名称', 'company', 'employer', 'organisation', 'organization'],
  title: ['职位', '职务', '岗位', '头衔', 'title', 'jobtitle', 'position'],
  externalId: [
    '编号',
    '会员号',
    '会员编号',
    '客户编号',
    '会员id',
    '客户id',
    '外部id',
    'id',
    'externalid',
    'memberid',
    'customerid',
    'no',
    'number',
  ],
  memberId: ['档案号', '档案编号', 'recordno', 'recordnumber'],
  tags: ['标签', '客户标签', 'tag', 'tags', 'label', 'labels'],
  stage: ['阶段', '客户阶段', '关系阶段', 'stage'],
  source: ['来源', '渠道', '客户来源', '来源渠道', 'source', 'channel'],
  // Running numbers, and columns of our own export that are not a member's to bring.
  skip: [
    '序号',
    '行号',
    '负责人',
    'owner',
    '最近活跃',
    'lastactive',
    '建档时间',
    'added',
    '其他信息',
    'otherdetails',
    '没导入的原因',
    'whynotimported',
  ],
}

function plainOf(heading: string): string {
  return heading
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\p{P}\p{S}]+/gu, '')
}

/** The column that an error file carries before the columns as they came. */
export function isReasonColumn(heading: string): boolean {
  return plainOf(heading) === '没导入的原因' || plainOf(heading) === 'whynotimported'
}

/**
 * What each column of a file probably is. A target is given once, to the first column that looks like it; a heading that says nothing known
 * becomes a free attribute of that name, an empty one is left out.
 */
export function guessColumns(headings: readonly string[]): ImportTarget[] {
  const given = new Set<ImportTarget>()
  return headings.map((heading) => {
    const plain = plainOf(heading)
    const known = Object.entries(HEADINGS).find(([, names]) => names.includes(plain))?.[0] as ImportTarget | undefined
    if (known === 'skip') return 'skip'
    const target = known && !given.has(known) ? known : attributeOf(heading)
    if (given.has(target)) return 'skip'
    if (target !== 'skip') given.add(target)
    return target
  })
}

function attributeOf(heading: string): ImportTarget {
  const name = heading.normalize('NFKC').replace(/[.:]+/g, ' ').replace(/\s+/gu, ' ').trim().slice(0, 60)
  return name === '' ? 'skip' : `attribute:${name}`
}
