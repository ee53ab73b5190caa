import type { Command } from '../command.ts'

export const server: Command = {
  usage: 'server [--role=web|worker|ingress]',
  zh: '启动服务',
  en: 'start the server',
  options: { role: { type: 'string' } },
  run: async ({ options }) => {
    if (typeof options['role'] === 'string') process.env['GROVE_ROLE'] = options['role']
    await import('@grove/server/main')
    return 0
  },
}
