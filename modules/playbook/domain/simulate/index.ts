export { simulatePlaybook, type SimulationOptions } from './simulate-playbook.ts'
export { invent } from './invent.ts'
