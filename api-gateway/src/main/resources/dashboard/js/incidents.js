import { arrange, attribute, el, text } from './dom.js';
import { now } from './clock.js';
import { moment, plural, span, utc } from './format.js';
import { showIcon } from './icons.js';
import { incidentBody } from './incident.js';
import { countEntities, isFiring, outages } from './outages.js';
import { severity } from './terms.js';

/** @type {Map<string, OutageView>} */
const views = new Map();

/**
 * One row an outage: firing on top, the worst and the newest first; the resolved below, greyed.
 *
 * @param {import('./board.js').Board} board
 * @param {(entity: import('./types.js').Entity) => void} onChoose
 */
export function showIncidents(board, onChoose) {
  const root = document.getElementById('incidents');
  const list = outages(board.incidents.values());
  const ids = new Set(list.map((outage) => outage.id));
  for (const id of views.keys()) if (!ids.has(id)) views.delete(id);
  for (const outage of list) {
    if (!views.has(outage.id)) views.set(outage.id, new OutageView(onChoose));
    views.get(outage.id).show(outage, board);
  }
  text(document.getElementById('incident-tally'), tally(board));
  if (list.length > 0) arrange(root, list.map((outage) => views.get(outage.id).node));
  else if (board.filled) root.replaceChildren(el('p', { class: 'empty' }, 'All quiet. No incident yet.'));
}

/** Ages move on by themselves. */
export function tickIncidents() {
  for (const view of views.values()) view.tick();
}

function tally(board) {
  const open = board.firing();
  const resolved = board.incidents.size - open.length;
  if (open.length === 0) return resolved > 0 ? `${resolved} resolved` : '';
  return `${countEntities(open.map((incident) => incident.entity))} affected, ${plural(open.length, 'incident')}`;
}

class OutageView {
  constructor(onChoose) {
    this.icon = el('span', { class: 'severity' });
    this.spoken = el('span', { class: 'hidden' });
    this.name = el('b');
    this.when = el('time');
    this.summary = el('span', { class: 'line' });
    this.bodies = el('div');
    this.chooser = el('button', { type: 'button', class: 'quiet' });
    this.chooser.addEventListener('click', () => onChoose(this.outage.entity));
    const words = el('span', { class: 'text' }, el('span', { class: 'who' }, this.name, this.when), this.summary);
    this.node = el('details', { class: 'incident' },
      el('summary', {}, this.icon, this.spoken, words),
      el('div', { class: 'more' }, this.bodies, this.chooser));
    /** @type {Map<import('./types.js').Incident, HTMLElement>} an incident's transition never changes, so each is drawn once */
    this.drawn = new Map();
  }

  /** @param {import('./outages.js').Outage} outage @param {import('./board.js').Board} board */
  show(outage, board) {
    this.outage = outage;
    showIcon(this.icon, severity(outage.severity).icon);
    attribute(this.icon, 'title', outage.severity);
    text(this.spoken, `${outage.severity}, ${outage.firing ? 'firing' : 'resolved'}: `);
    attribute(this.node, 'data-state', outage.firing ? 'firing' : 'resolved');
    attribute(this.node, 'data-severity', outage.severity);
    text(this.name, outage.name);
    attribute(this.name, 'title', `${outage.entity.kind} ${outage.entity.key}`);
    text(this.summary, headline(outage));
    const drawn = new Map(outage.incidents.map((incident) => [incident, this.drawn.get(incident) ?? incidentBody(incident)]));
    this.drawn = drawn;
    arrange(this.bodies, [...drawn.values()]);
    const service = outage.entity.kind === 'service';
    text(this.chooser, service ? 'Show on chart' : 'Show host');
    this.chooser.hidden = !(service ? board.services : board.hosts).has(outage.entity.key);
    this.tick();
  }

  tick() {
    const { firing, openedAt, at } = this.outage;
    const since = `since ${moment(openedAt, now())} · ${span(now() - openedAt)}`;
    text(this.when, firing ? since : `${moment(at, now())} · resolved after ${span(at - openedAt)}`);
    attribute(this.when, 'title', firing ? utc(openedAt) : `${utc(openedAt)} to ${utc(at)}`);
  }
}

/** What the first rule says that still fires, or which it was when all is over, and how many more there were. */
function headline({ firing, incidents }) {
  const first = incidents.find((incident) => !firing || isFiring(incident));
  const rules = new Set(incidents.map((incident) => incident.rule)).size;
  const words = firing ? first.summary : first.rule.replaceAll('-', ' ');
  return `${words}${rules > 1 ? ` · and ${plural(rules - 1, 'more rule')}` : ''}`;
}
