import { attribute, el, text } from './dom.js';
import { duration, percent, plain } from './format.js';

/**
 * @typedef {object} Badge
 * @property {string} label
 * @property {keyof import('./types.js').ServiceCard} field
 * @property {string|null} tier its name in the card's tiers; null is shown without colour
 * @property {(number: number|null) => import('./format.js').Reading} format
 * @property {string} what
 */

/** @type {Badge[]} */
const LATENCY = [
  { label: 'avg', field: 'avg_ms', tier: 'avg', format: duration, what: 'Average latency' },
  { label: 'p50', field: 'p50_ms', tier: null, format: duration, what: 'Median latency' },
  { label: 'p95', field: 'p95_ms', tier: 'p95', format: duration, what: '95th percentile of latency' },
  { label: 'p99', field: 'p99_ms', tier: 'p99', format: duration, what: '99th percentile of latency' },
];

/** @type {Badge[]} */
const RELIABILITY = [
  { label: 'Apdex', field: 'apdex', tier: 'apdex', format: plain, what: 'Apdex: satisfied plus half of tolerating, of all checks' },
  { label: 'errors', field: 'error_rate_percent', tier: 'error_rate', format: percent, what: 'Failed checks of all checks' },
  { label: 'up 24 h', field: 'uptime_percent_24h', tier: 'uptime', format: percent, what: 'Uptime of the last 24 hours' },
];

/** @type {Badge[]} */
const RATES = [
  { label: 'req/min', field: 'request_rate_rpm', tier: null, format: plain, what: 'Requests per minute' },
  { label: 'req/s', field: 'throughput_rps', tier: null, format: plain, what: 'Requests per second' },
];

const ALL = [...LATENCY, ...RELIABILITY, ...RATES];

/** @returns {{node: HTMLElement, show: (card: import('./types.js').ServiceCard) => void}} */
export function badges() {
  const cells = ALL.map((badge) => ({ badge, ...cell(badge) }));
  const group = (list, name) => el('dl', { class: `badges ${name}` }, ...cells.filter((it) => list.includes(it.badge)).map((it) => it.node));
  const node = el('div', { class: 'figures' }, group(LATENCY, 'latency'), group([...RELIABILITY, ...RATES], 'reliability'));
  return { node, show: (card) => cells.forEach((it) => fill(it, card)) };
}

function cell(badge) {
  const value = el('span', { class: 'number' });
  const unit = el('span', { class: 'unit' });
  const mark = el('span', { class: 'mark', 'aria-hidden': 'true' });
  const spoken = el('span', { class: 'hidden' });
  const node = el('div', { class: 'badge' }, el('dt', {}, badge.label), el('dd', {}, mark, value, unit, spoken));
  return { node, value, unit, spoken };
}

function fill({ badge, node, value, unit, spoken }, card) {
  const number = card[badge.field] ?? null;
  const reading = badge.format(number);
  const tier = number === null || !badge.tier ? null : card.tiers?.[badge.tier] ?? null;
  text(value, reading.value);
  text(unit, reading.unit);
  text(spoken, tier ? `, ${tier}` : '');
  attribute(node, 'data-tier', tier ?? (number === null ? 'unknown' : 'plain'));
  attribute(node, 'title', title(badge, number, tier, card));
}

function title(badge, number, tier, card) {
  const daily = badge.field === 'uptime_percent_24h';
  const window = daily ? 'last 24 h' : `last ${card.window?.span ?? 'window'}`;
  if (RATES.includes(badge) && number !== null) return `${badge.what}: ${number} (over the time covered by checks)`;
  if (number === null) return `${badge.what}: unknown. ${whyUnknown(badge, card, daily)}`;
  const coverage = typeof card.coverage_percent_24h === 'number' ? `, ${percent(card.coverage_percent_24h).value} % of it covered by checks` : '';
  const basis = daily ? `${window}${coverage}` : `${window}, ${card.observations ?? 'unknown'} observations`;
  return `${badge.what}: ${number} (${basis})${tier ? `. Tier: ${tier}` : ''}`;
}

/** Why a figure is missing, in words. @param {Badge} badge */
function whyUnknown(badge, card, daily) {
  if (daily) return 'No check of the last 24 hours is known.';
  if (card.observations === null || card.observations === undefined) return 'Nothing was ever observed.';
  if (card.observations === 0) return `Nothing was observed in the last ${card.window?.span ?? 'window'}.`;
  if (LATENCY.includes(badge)) return `None of the ${card.observations} checks got an answer, so there is no latency to measure.`;
  return 'The window does not cover enough time to say.';
}
