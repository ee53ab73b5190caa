export { invent } from './invent.ts'
export { type SimulationOptions, simulatePlaybook } from './simulate-playbook.ts'
