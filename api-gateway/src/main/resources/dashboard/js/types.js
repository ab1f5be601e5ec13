/**
 * The shapes that the gateway sends. Times are RFC 3339 in UTC; an unknown number is null, never 0.
 *
 * @typedef {'ok'|'warn'|'error'|'down'|'unknown'} Status
 * @typedef {'green'|'yellow'|'orange'|'red'|'grey'} CardTier
 * @typedef {'green'|'yellow'|'red'} Tier
 * @typedef {{location: string, status: Status|null, latency_ms: number|null, at: string|null, error: string|null}} Location
 *
 * @typedef {'green'|'yellow'|'red'|'silent'|'no_data'} State
 *
 * @typedef {object} ServiceCard
 * @property {number} id
 * @property {string} key stable for life, used in the address bar
 * @property {string} name
 * @property {string|null} url
 * @property {Status|null} status
 * @property {string|null} label
 * @property {CardTier|null} tier
 * @property {State} state
 * @property {string[]} reasons why, in sentences
 * @property {string|null} updated_at
 * @property {{from: string, to: string, span: string}|null} window what the latency figures look at
 * @property {number|null} observations
 * @property {number|null} avg_ms
 * @property {number|null} p50_ms
 * @property {number|null} p90_ms
 * @property {number|null} p95_ms
 * @property {number|null} p99_ms
 * @property {number|null} p99_9_ms
 * @property {number|null} apdex
 * @property {number|null} error_rate_percent
 * @property {number|null} request_rate_rpm
 * @property {number|null} throughput_rps
 * @property {number|null} uptime_percent_24h
 * @property {number|null} coverage_percent_24h
 * @property {Record<string, Tier|null>} tiers
 * @property {Location[]} locations
 * @property {number} firing
 * @property {string[]} depends_on
 *
 * @typedef {object} ServiceHealth what /services/{id}/health answers, as far as this page reads it
 * @property {State} state
 * @property {string[]} reasons
 * @property {string} judged_by the window that state and score look through
 * @property {number|null} score 0 to 100
 * @property {{part: string, weight: number, points: number|null, reason: string}[]} score_parts
 * @property {Record<string, {figures: object, locations: Record<string, object>}>} views by window
 * @property {{objective_percent: number, history_known: boolean, error_budget: object, burn_rates: object[]}} slo
 *
 * @typedef {{name: string, utilization: number|null, temperature: number|null, memory_percent: number|null}} Gpu
 * @typedef {object} HostCard
 * @property {string} host
 * @property {string|null} updated_at
 * @property {number|null} cpu_percent
 * @property {number|null} memory_percent
 * @property {number|null} swap_percent null without swap
 * @property {number[]} per_core_percent
 * @property {number|null} memory_total bytes
 * @property {number|null} memory_used bytes
 * @property {Gpu[]} gpus
 *
 * @typedef {{kind: 'service'|'host', key: string}} Entity
 * @typedef {{metric: string, value: number, limit: number, unit: string, window: string, observations: number}} Evidence
 * @typedef {object} Incident
 * @property {string} id
 * @property {number} sequence ascending; the highest is what holds
 * @property {string} rule
 * @property {number} rule_number
 * @property {Entity} entity
 * @property {string} entity_name
 * @property {'info'|'warning'|'critical'} severity
 * @property {'firing'|'resolved'} state
 * @property {string} summary
 * @property {string} reason
 * @property {Evidence[]} evidence
 * @property {string} opened_at
 * @property {string} at
 *
 * @typedef {object} Notification
 * @property {string} incident_id
 * @property {number} sequence
 * @property {Entity} entity
 * @property {string} rule
 * @property {string} severity
 * @property {string} state
 * @property {string} channel
 * @property {'delivered'|'muted'|'retrying'|'rejected'} outcome
 * @property {string|null} reason
 * @property {number|null} attempts
 * @property {string|null} text
 * @property {string} at
 *
 * @typedef {{services: number, healthy: number, issues: number, no_data: number, quarantined: number|null}} Counts
 * @typedef {{at: string, services: ServiceCard[], hosts: HostCard[], incidents: Incident[], notifications: Notification[], counts: Counts}} Snapshot
 * @typedef {{start: string, observations: number, avg_ms: number|null, p50_ms: number|null, p95_ms: number|null, p99_ms: number|null,
 *   error_rate_percent: number|null, apdex: number|null}} TimelinePoint
 */
export {};
