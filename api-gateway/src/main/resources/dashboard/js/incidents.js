import { arrange, attribute, el, text } from './dom.js';
import { now } from './clock.js';
import { count, DASH, millis, moment, span, utc } from './format.js';
import { showIcon } from './icons.js';
import { entity, severity } from './terms.js';

/** @type {Map<string, IncidentView>} */
const views = new Map();

/**
 * Firing on top, the worst and the newest first; the resolved below, greyed.
 *
 * @param {import('./board.js').Board} board
 * @param {(key: string) => void} onChoose
 */
export function showIncidents(board, onChoose) {
  const choosable = (key) => board.services.has(key);
  const root = document.getElementById('incidents');
  const order = (a, b) => firing(b) - firing(a)
    || (firing(a) ? severity(b.severity).rank - severity(a.severity).rank || millis(b.opened_at) - millis(a.opened_at) : millis(b.at) - millis(a.at));
  const list = [...board.incidents.values()].sort(order);
  for (const id of views.keys()) if (!board.incidents.has(id)) views.delete(id);
  for (const incident of list) {
    if (!views.has(incident.id)) views.set(incident.id, new IncidentView(onChoose, choosable));
    views.get(incident.id).show(incident);
  }
  const open = list.filter(firing).length;
  text(document.getElementById('incident-tally'), list.length === 0 ? '' : `${open} firing, ${list.length - open} resolved`);
  if (list.length > 0) arrange(root, list.map((incident) => views.get(incident.id).node));
  else if (board.filled) root.replaceChildren(el('p', { class: 'empty' }, 'All quiet. No incident yet.'));
}

/** Ages move on by themselves. */
export function tickIncidents() {
  for (const view of views.values()) view.tick();
}

const COLUMNS = ['Evidence', 'Seen', 'Limit', 'Window', 'Of'];

const firing = (incident) => incident.state === 'firing';

class IncidentView {
  constructor(onChoose, choosable) {
    this.choosable = choosable;
    this.icon = el('span', { class: 'severity' });
    this.spoken = el('span', { class: 'hidden' });
    this.name = el('b');
    this.when = el('time');
    this.summary = el('span', { class: 'line' });
    this.reason = el('p');
    this.evidence = el('tbody');
    this.table = el('div', { class: 'table' }, el('table', { class: 'evidence' },
      el('thead', {}, el('tr', {}, ...COLUMNS.map((head) => el('th', { scope: 'col' }, head)))), this.evidence));
    this.fact = el('p', { class: 'fact' });
    const show = el('button', { type: 'button', class: 'quiet' }, 'Show on chart');
    show.addEventListener('click', () => onChoose(entity(this.incident.entity).key));
    this.chooser = show;
    this.node = el('details', { class: 'incident' },
      el('summary', {}, this.icon, this.spoken, el('span', { class: 'text' }, el('span', { class: 'who' }, this.name, this.when), this.summary)),
      el('div', { class: 'more' }, this.reason, this.table, this.fact, show));
  }

  /** @param {import('./types.js').Incident} incident */
  show(incident) {
    if (this.incident === incident) return;
    this.incident = incident;
    const subject = entity(incident.entity);
    showIcon(this.icon, severity(incident.severity).icon);
    attribute(this.icon, 'title', incident.severity);
    text(this.spoken, `${incident.severity}, ${incident.state}: `);
    attribute(this.node, 'data-state', incident.state);
    attribute(this.node, 'data-severity', incident.severity);
    text(this.name, incident.entity_name || subject.key);
    attribute(this.name, 'title', `${subject.kind} ${subject.key}`);
    text(this.summary, incident.summary ?? '');
    text(this.reason, incident.reason ?? '');
    const rule = `Rule ${incident.rule_number}, ${incident.rule}`;
    text(this.fact, `${rule} · opened ${utc(millis(incident.opened_at))} · ${incident.id}, transition ${incident.sequence}`);
    this.table.hidden = !(incident.evidence?.length > 0);
    this.evidence.replaceChildren(...(incident.evidence ?? []).map(row));
    this.tick();
  }

  tick() {
    const opened = millis(this.incident.opened_at);
    const at = millis(this.incident.at);
    const open = this.incident.state === 'firing';
    const since = `since ${moment(opened, now())} · ${span(now() - opened)}`;
    text(this.when, open ? since : `${moment(at, now())} · resolved after ${span(at - opened)}`);
    this.chooser.hidden = !this.choosable(entity(this.incident.entity).key);
    attribute(this.when, 'title', open ? utc(opened) : `${utc(opened)} to ${utc(at)}`);
  }
}

/** @param {import('./types.js').Evidence} it */
function row(it) {
  const figure = (value) => (typeof value === 'number' ? `${+value.toFixed(2)}${it.unit ? ` ${it.unit}` : ''}` : DASH);
  const cells = [figure(it.value), figure(it.limit), String(it.window ?? ''), count(it.observations)];
  return el('tr', {}, el('th', { scope: 'row' }, String(it.metric ?? '')), ...cells.map((cell) => el('td', {}, cell)));
}
