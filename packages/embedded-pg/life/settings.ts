import { totalmem } from 'node:os'

const MB = 1024 * 1024

/**
 * postgresql.conf for one machine and many small transactions. Written anew at every start, so that settings follow the release;
 * the operator's own go into custom.conf beside it. `memory` in bytes.
 */
export function settingsFile(overrides: Readonly<Record<string, string>>, memory = machineMemory()): string {
  const lines = Object.entries(settings(memory)).map(([name, value]) => `${name} = '${value}'`)
  const last = Object.entries(overrides).map(([name, value]) => `${name} = '${value.replaceAll("'", "''")}'`)
  return [HEADER, "include_if_exists = 'initdb.conf'", ...lines, "include_if_exists = 'custom.conf'", ...last, ''].join('\n')
}

const HEADER = '# Written by Grove at every start. Put your own settings into custom.conf in this folder.'

function settings(memory: number): Record<string, string> {
  const within = (low: number, value: number, high: number) => `${Math.round(Math.min(high, Math.max(low, value)) / MB)}MB`
  return {
    max_connections: '100',
    password_encryption: 'scram-sha-256',
    timezone: 'UTC',
    log_timezone: 'UTC',
    lc_messages: 'C',
    // An acknowledged commit survives a power cut: these three are the reason to run a real server.
    fsync: 'on',
    full_page_writes: 'on',
    synchronous_commit: 'on',
    // Only touched pages become resident, so an idle server stays small.
    shared_buffers: within(64 * MB, memory / 16, 512 * MB),
    effective_cache_size: within(256 * MB, memory / 2, 64 * 1024 * MB),
    work_mem: '8MB',
    maintenance_work_mem: within(64 * MB, memory / 32, 256 * MB),
    jit: 'off',
    random_page_cost: '1.1',
    // Claims rewrite the same pages again and again: rarer checkpoints mean fewer full page images.
    wal_level: 'replica',
    checkpoint_timeout: '15min',
    checkpoint_completion_target: '0.9',
    min_wal_size: '128MB',
    max_wal_size: '2GB',
    max_logical_replication_workers: '0',
    // Queue-like tables die by the million: vacuum early and quickly.
    autovacuum_naptime: '30s',
    autovacuum_vacuum_scale_factor: '0.05',
    autovacuum_analyze_scale_factor: '0.05',
    autovacuum_vacuum_cost_limit: '1000',
    logging_collector: 'on',
    log_destination: 'stderr',
    log_directory: 'log',
    log_filename: 'postgres-%Y%m%d-%H%M%S.log',
    log_rotation_age: '1d',
    log_rotation_size: '10MB',
    log_line_prefix: '%m [%p] %a ',
    log_checkpoints: 'off',
    log_min_duration_statement: '2s',
    // Values of parameters are people's data.
    log_parameter_max_length: '0',
    log_parameter_max_length_on_error: '0',
  }
}

/** Bytes this process may use: the container's limit where there is one. */
function machineMemory(): number {
  const limit = process.constrainedMemory() ?? 0
  return limit > 0 && limit < totalmem() ? limit : totalmem()
}
