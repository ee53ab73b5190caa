import { idempotencyLedger, sessionGate } from '@grove/kernel/http'
import { type App, auditTrail } from '@grove/kernel/server'
import { writeAudit } from './audit-trail.ts'
import { gate } from './gate.ts'
import { ledger } from './idempotency-ledger.ts'

/** Fills the ports identity answers for: who is at the door, the audit trail, answers of keyed writes. */
export function fillPorts(app: App): void {
  app.fill(sessionGate, gate)
  app.fill(auditTrail, writeAudit)
  app.fill(idempotencyLedger, ledger)
}
