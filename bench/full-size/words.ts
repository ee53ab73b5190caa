/** What invented members are made of; the first of a list is the most common where a list is skewed. */
export const surnames = [...'王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗']
export const givenFirst = [...'小明华丽强芳伟敏静磊洋勇艳杰娟涛超秀霞平']
export const givenLast = [...'文雅思宇晨欣怡嘉浩然子轩梓涵雨桐诗琪佳颖']

const cityTiers: readonly (readonly [tier: string, cities: string])[] = [
  ['一线', '上海 北京 广州 深圳'],
  ['新一线', '成都 杭州 重庆 武汉 苏州 西安 南京 长沙 天津 郑州'],
  ['二线', '无锡 宁波 佛山 合肥 昆明 福州 厦门 济南 温州 南宁'],
  ['三线', '洛阳 绵阳 桂林 宜昌 湘潭 赣州 芜湖 遵义'],
]
const places = cityTiers.flatMap(([tier, cities]) => cities.split(' ').map((city) => ({ city, tier })))
export const cities = places.map((place) => place.city)
export const tiers = places.map((place) => place.tier)

export const ages = ['25-34', '35-44', '18-24', '45-54', '55+']
export const occupations = ['白领', '自由职业', '教师', '个体经营', '学生', '医护', '退休', '全职妈妈']
export const sources = ['门店', '活动', '转介绍', '公众号', '直播间']
export const cards = ['普通卡', '银卡', '金卡', '黑卡']

export const communityNames = ['春风', '夏雨', '秋实', '冬阳', '福利', '新人', '晨读', '城南']
export const tagGroups = ['兴趣', '品类', '渠道', '活动', '价格', '周期', '场景', '家庭', '服务', '内容']
export const tagColours = ['blue', 'green', 'gold', 'red', 'purple', 'cyan']
export const emoji = ['👍', '❤️', '😄', '🎉']
