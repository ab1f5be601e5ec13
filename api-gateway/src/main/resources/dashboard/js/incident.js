import { attribute, el } from './dom.js';
import { count, DASH, millis, utc } from './format.js';
import { icon } from './icons.js';
import { severity } from './terms.js';

const COLUMNS = ['Evidence', 'Seen', 'Limit', 'Window', 'Of'];

/** One rule's part in an outage: what it says, why, and what that rests on. @param {import('./types.js').Incident} it */
export function incidentBody(it) {
  const evidence = it.evidence ?? [];
  const table = el('div', { class: 'table' }, el('table', { class: 'evidence' },
    el('thead', {}, el('tr', {}, ...COLUMNS.map((head) => el('th', { scope: 'col' }, head)))),
    el('tbody', {}, ...evidence.map(row))));
  table.hidden = evidence.length === 0;
  const state = it.state === 'firing' ? `opened ${utc(millis(it.opened_at))}` : `${utc(millis(it.opened_at))} to ${utc(millis(it.at))}`;
  const node = el('section', { class: 'part' },
    el('h4', {}, el('span', { class: 'severity', title: it.severity }, icon(severity(it.severity).icon)), `Rule ${it.rule_number}, ${it.rule}: ${it.summary ?? ''}`),
    el('p', {}, it.reason ?? ''),
    table,
    el('p', { class: 'fact' }, `${state} · ${it.id}, transition ${it.sequence}`));
  attribute(node, 'data-severity', it.severity);
  attribute(node, 'data-state', it.state);
  return node;
}

/** @param {import('./types.js').Evidence} it */
function row(it) {
  const figure = (value) => (typeof value === 'number' ? `${+value.toFixed(2)}${it.unit ? ` ${it.unit}` : ''}` : DASH);
  const cells = [figure(it.value), figure(it.limit), String(it.window ?? ''), count(it.observations)];
  return el('tr', {}, el('th', { scope: 'row' }, String(it.metric ?? '')), ...cells.map((cell) => el('td', {}, cell)));
}
