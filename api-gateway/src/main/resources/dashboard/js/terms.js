/** Words and signs for what the gateway says. A colour is never the only sign: each tier has a mark, each status a shape and a word. */

/** @type {Record<string, {icon: string, word: string}>} */
const STATUSES = {
  ok: { icon: 'check', word: 'ok' },
  warn: { icon: 'triangle', word: 'warn' },
  error: { icon: 'cross', word: 'error' },
  down: { icon: 'down', word: 'down' },
  unknown: { icon: 'question', word: 'unknown' },
};

/** Unknown is also what a status is called that this page has not learned yet. */
export const status = (name) => STATUSES[name] ?? STATUSES.unknown;

/** How bad, for sorting; higher is worse. No data is worth a look, but not before trouble. */
const BADNESS = { red: 4, orange: 3, yellow: 2, grey: 1, green: 0 };

export const badness = (card) => BADNESS[card.tier] ?? BADNESS.grey;

export const tierOf = (card) => (card.tier in BADNESS ? card.tier : 'grey');

/** Healthy: the current status is ok. Without data it is neither healthy nor an issue. @returns {'healthy'|'issue'|'no data'} */
export function standing(card) {
  if (card.status === 'ok') return 'healthy';
  return card.status === null || card.status === undefined || card.status === 'unknown' ? 'no data' : 'issue';
}

const SEVERITIES = { critical: { icon: 'cross', rank: 2 }, warning: { icon: 'triangle', rank: 1 }, info: { icon: 'info', rank: 0 } };

export const severity = (name) => SEVERITIES[name] ?? SEVERITIES.info;

const OUTCOMES = {
  delivered: { icon: 'check', word: 'Delivered' },
  muted: { icon: 'mute', word: 'Muted, not sent' },
  retrying: { icon: 'retry', word: 'Retrying' },
  rejected: { icon: 'cross', word: 'Rejected' },
};

export const outcome = (name) => OUTCOMES[name] ?? { icon: 'question', word: String(name) };

/** A key that two entities never share. @param {import('./types.js').Entity} it */
export const entityId = (it) => `${it.kind}/${it.key}`;
