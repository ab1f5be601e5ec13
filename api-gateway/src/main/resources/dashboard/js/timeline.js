import { now } from './clock.js';
import { millis } from './format.js';

/**
 * @typedef {object} Point
 * @property {number} at end of what it looks at, epoch ms
 * @property {number} from
 * @property {boolean} live whether it is the sliding window of the card and not yet a closed slice
 * @property {number} observations
 * @property {number|null} p50
 * @property {number|null} p95
 * @property {number|null} p99
 * @property {number|null} errors percent
 */

const LIVE_KEPT_MS = 5 * 60_000;

/**
 * One service's figures over time: closed slices from the gateway's history and, after the last of them, the figures of the live card.
 * Slices replace live points as they arrive. A gap stays a gap: it is told as a point of nulls.
 */
export class Timeline {
  /** @type {Map<number, Point>} by start */
  #slices = new Map();
  /** @type {Point[]} ascending */
  #live = [];
  /** How far apart observations usually are. */
  #intervalMs = 0;

  /** @param {number} stepMs */
  constructor(stepMs) {
    this.stepMs = stepMs;
  }

  /** @param {{points: import('./types.js').TimelinePoint[]}} answer of /services/{id}/timeline */
  load(answer) {
    for (const row of answer.points ?? []) {
      const from = millis(row.start);
      if (!Number.isFinite(from)) continue;
      const end = from + this.stepMs;
      // Empty because it is still open, or because its records are still on their way: it will be asked for again, or told live.
      if (!(row.observations > 0) && end > now() - 2 * this.stepMs) continue;
      // A slice that is still open tells of the time until now, not until its end.
      const at = Math.max(from, Math.min(end, now()));
      const errors = row.error_rate_percent ?? null;
      this.#slices.set(from, {
        at, from, live: false, observations: row.observations ?? 0, p50: row.p50_ms ?? null, p95: row.p95_ms ?? null, p99: row.p99_ms ?? null, errors,
      });
    }
  }

  /** @param {import('./types.js').ServiceCard} card @param {number} everyMs leave out what comes sooner after the last */
  extend(card, everyMs = 0) {
    this.#intervalMs = card.request_rate_rpm > 0 ? 60_000 / card.request_rate_rpm : this.#intervalMs;
    const at = Math.min(millis(card.window?.to ?? card.updated_at), millis(card.updated_at));
    const last = this.#live.at(-1)?.at ?? -Infinity;
    if (!Number.isFinite(at) || at < last + Math.max(1, everyMs)) return false;
    this.#live.push({
      at, from: millis(card.window?.from), live: true, observations: card.observations ?? 0,
      p50: card.p50_ms ?? null, p95: card.p95_ms ?? null, p99: card.p99_ms ?? null, errors: card.error_rate_percent ?? null,
    });
    return true;
  }

  /** Forgets what nobody will ask for again. */
  forgetBefore(ms) {
    for (const [start, point] of this.#slices) if (point.at < ms) this.#slices.delete(start);
    this.#live = this.#live.filter((point) => point.at >= ms);
  }

  /** Points of [from, to], ascending, with a point of nulls in every gap. */
  points(from, to, liveKeptMs = LIVE_KEPT_MS) {
    const slices = [...this.#slices.values()].sort((a, b) => a.from - b.from);
    const closedUntil = slices.at(-1)?.at ?? -Infinity;
    const live = this.#live.filter((point) => point.at > Math.max(closedUntil, to - liveKeptMs));
    return withGaps([...slices, ...live].filter((point) => point.at >= from && point.from <= to), this.stepMs, this.#intervalMs);
  }
}

/**
 * A slice without observations is a gap only where one was due: with a check a minute, five of six slices of 10 s are empty and nothing is wrong.
 */
function withGaps(points, stepMs, intervalMs) {
  const result = [];
  for (const point of points) {
    if (point.observations === 0 && !point.live) continue;
    const before = result.at(-1);
    const tolerated = Math.max((point.live ? 2.5 : 1.6) * stepMs, 2.5 * intervalMs);
    if (before && point.at - before.at > tolerated) result.push(gap(before.at + 1));
    result.push(point.observations === 0 ? gap(point.at) : point);
  }
  return result;
}

const gap = (at) => ({ at, from: at, live: false, observations: 0, p50: null, p95: null, p99: null, errors: null });

/** @returns {Promise<object>} rejects with a sentence that can be shown */
export async function fetchTimeline(id, minutes, step, signal) {
  const query = new URLSearchParams({ minutes: String(minutes), step });
  const response = await fetch(`services/${encodeURIComponent(id)}/timeline?${query}`, { signal, headers: { Accept: 'application/json' } });
  if (!response.ok) throw new Error(`History is not available: the gateway answered ${response.status}.`);
  return response.json();
}
