import { idParam, route } from '@grove/kernel/contract'
import { z } from 'zod'
import { dayFigures, stepEffect, totalFigures } from './model.ts'

export const communityFigures = route({
  method: 'GET',
  path: '/api/communities/:id/figures',
  summary: 'Figures of one community, day by day and together',
  access: { right: 'figure.read' },
  input: z.object({ id: idParam, from: z.iso.date(), to: z.iso.date() }),
  output: z.object({ days: z.array(dayFigures), total: totalFigures }),
})

export const runFigures = route({
  method: 'GET',
  path: '/api/runs/:id/figures',
  summary: 'Figures of one run: its community while it ran, and what each step’s sends came to',
  access: { right: 'figure.read' },
  input: z.object({ id: idParam }),
  output: z.object({ from: z.iso.date(), to: z.iso.date(), days: z.array(dayFigures), total: totalFigures, steps: z.array(stepEffect) }),
})
