import { ORDER_COLUMNS, type OrderColumn } from '../contract/index.ts'

/** Headings of shops and spreadsheets, Chinese and English, without spaces and punctuation. */
const HEADINGS: Readonly<Record<OrderColumn, readonly string[]>> = {
  number: ['订单号', '订单编号', '单号', '交易单号', '订单id', 'order', 'orderno', 'ordernumber', 'orderid', 'number'],
  shop: ['店铺', '店铺名称', '门店', '平台', 'shop', 'store', 'platform'],
  phone: ['手机', '手机号', '手机号码', '买家手机', '收货人手机', '联系电话', '电话', 'phone', 'mobile', 'buyerphone'],
  email: ['邮箱', '电子邮箱', 'email', 'buyeremail'],
  customerNumber: ['客户编号', '会员号', '会员编号', '客户id', '会员id', 'customer', 'customerid', 'customernumber', 'memberid'],
  buyerName: ['买家', '买家姓名', '买家昵称', '客户姓名', '收货人', '姓名', 'buyer', 'buyername', 'customername', 'name'],
  amount: ['金额', '实付金额', '实付', '实收金额', '支付金额', '订单金额', '付款金额', 'amount', 'paid', 'total', 'revenue'],
  currency: ['币种', '货币', 'currency'],
  productLine: ['产品线', '品类', '类目', 'productline', 'category', 'line'],
  product: ['商品', '商品名称', '商品标题', '产品', '产品名称', 'product', 'productname', 'item'],
  source: ['来源', '渠道', '订单来源', 'source', 'channel'],
  paidAt: ['支付时间', '付款时间', '下单时间', '成交时间', '日期', '时间', 'paidat', 'paymenttime', 'date', 'orderdate', 'time'],
}

/** Which column of a file is what; the first that looks like it. Columns that mean nothing here are passed over. */
export function orderColumns(headings: readonly string[]): ReadonlyMap<OrderColumn, number> {
  const plain = headings.map((heading) =>
    heading
      .normalize('NFKC')
      .toLowerCase()
      .replace(/[\s\p{P}\p{S}]+/gu, ''),
  )
  const found = ORDER_COLUMNS.map((column) => [column, plain.findIndex((name) => HEADINGS[column].includes(name))] as const)
  return new Map(found.filter(([, at]) => at >= 0))
}

/** A column without which the file says nothing; undefined when all are there. */
export function missingColumn(columns: ReadonlyMap<OrderColumn, number>): 'number' | 'amount' | 'time' | 'buyer' | undefined {
  if (!columns.has('number')) return 'number'
  if (!columns.has('amount')) return 'amount'
  if (!columns.has('paidAt')) return 'time'
  return columns.has('phone') || columns.has('email') || columns.has('customerNumber') ? undefined : 'buyer'
}
