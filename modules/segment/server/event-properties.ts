import type { OutputOf } from '@grove/kernel/contract'
import type { Ctx } from '@grove/kernel/server'
import { propertyName } from '@grove/member/contract'
import { z } from 'zod'
import type { eventProperties as propertiesRoute } from '../contract/index.ts'

type Item = OutputOf<typeof propertiesRoute>['items'][number]

interface Shape {
  readonly type?: string
  readonly enum?: readonly unknown[]
  readonly anyOf?: readonly Shape[]
  readonly properties?: Readonly<Record<string, Shape>>
}

/** What events of a kind carry and a condition may test: texts, numbers, yes/no; lists and objects are left out. */
export async function eventProperties(ctx: Ctx, input: { readonly event: string }): Promise<{ items: Item[] }> {
  const kind = ctx.app.registry.events.get(input.event)
  if (!kind) return { items: [] }
  const { properties = {} } = z.toJSONSchema(kind.data, { unrepresentable: 'any' }) as Shape
  return {
    items: Object.entries(properties).flatMap(([property, shape]): Item[] => {
      const given = inputOf(shape)
      return given ? [{ property, label: propertyName(input.event, property), ...given }] : []
    }),
  }
}

function inputOf(shape: Shape): Pick<Item, 'input' | 'choices'> | undefined {
  const [some] = (shape.anyOf ?? []).filter((one) => one.type !== 'null').flatMap((one) => inputOf(one) ?? [])
  if (some) return some
  if (shape.enum) return { input: 'choice', choices: shape.enum.filter((one) => typeof one === 'string') }
  if (shape.type === 'string') return { input: 'text', choices: [] }
  if (shape.type === 'number' || shape.type === 'integer') return { input: 'number', choices: [] }
  return shape.type === 'boolean' ? { input: 'yesno', choices: [] } : undefined
}
