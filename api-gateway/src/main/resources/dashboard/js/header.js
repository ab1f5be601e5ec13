import { attribute, el, text } from './dom.js';
import { now } from './clock.js';
import { count, DASH, plural, span, timeOfDay, utc } from './format.js';
import { countEntities } from './outages.js';
import { standing } from './terms.js';

/** @type {import('./socket.js').Connection} */
let connection = { phase: 'connecting', staleSince: null, retryAt: null };

const WORDS = { connecting: 'Connecting', open: 'Live', waiting: 'Disconnected' };

/** @param {import('./socket.js').Connection} state */
export function showConnection(state) {
  // A short attempt between two waits is not news for anybody.
  const word = state.phase === 'connecting' && state.staleSince !== null ? 'waiting' : state.phase;
  connection = state;
  const node = document.getElementById('connection');
  attribute(node, 'data-phase', word);
  text(node.querySelector('.word'), WORDS[word]);
  node.querySelector('button').hidden = state.phase !== 'waiting';
  document.body.classList.toggle('stale', word === 'waiting');
  tickHeader();
}

/** Called every second. */
export function tickHeader() {
  const time = document.getElementById('now');
  text(time, timeOfDay(now()));
  attribute(time, 'datetime', new Date(now()).toISOString());
  attribute(time, 'title', utc(now()));
  text(document.querySelector('#connection .more'), more());
}

function more() {
  const stale = connection.staleSince === null ? '' : `stale since ${timeOfDay(connection.staleSince)} (${span(Date.now() - connection.staleSince)})`;
  if (connection.phase === 'open') return '';
  if (connection.phase === 'connecting') return stale && `${stale}, trying now`;
  const wait = Math.max(0, Math.ceil((connection.retryAt - Date.now()) / 1000));
  return [stale, `retry in ${wait} s`].filter(Boolean).join(', ');
}

const TILES = [
  ['services', 'Services', 'Services registered'],
  ['healthy', 'Healthy', 'Services whose current status is ok'],
  ['issues', 'Issues', 'Services with data whose current status is not ok'],
  ['firing', 'Firing incidents', 'Incidents that are open now'],
  ['quarantined', 'Quarantined', 'Records set aside because they were malformed, too late or from the future'],
];

const tiles = new Map();

/** @param {HTMLElement} root */
export function buildStats(root) {
  for (const [name, label, title] of TILES) {
    const value = el('span', { class: 'value', title: 'The gateway has not said yet' }, DASH);
    const note = el('span', { class: 'note' });
    const tile = el('div', { class: 'tile', 'data-stat': name, title }, el('span', { class: 'label' }, label), value, note);
    tiles.set(name, { tile, value, note });
    root.append(tile);
  }
}

/** @param {import('./board.js').Board} board */
export function showStats(board) {
  if (!board.filled) return;
  const standings = { healthy: 0, issue: 0, 'no data': 0 };
  for (const card of board.services.values()) standings[standing(card)] += 1;
  const firing = board.firing();
  const critical = firing.filter((incident) => incident.severity === 'critical').length;

  show('services', board.services.size, board.hosts.size > 0 ? plural(board.hosts.size, 'host') : '', '');
  show('healthy', standings.healthy, standings['no data'] > 0 ? `${standings['no data']} without data` : '', '');
  show('issues', standings.issue, '', standings.issue > 0 ? 'yellow' : 'calm');
  const affected = firing.length > 0 ? `${countEntities(firing.map((incident) => incident.entity))} affected` : '';
  show('firing', firing.length, affected, critical > 0 ? 'red' : firing.length > 0 ? 'yellow' : 'calm');
  show('quarantined', board.quarantined, plural(board.quarantined ?? 0, 'record').replace(/^\S+ /, ''), board.quarantined > 0 ? 'yellow' : 'calm');
  document.title = firing.length > 0 ? `(${firing.length}) Tocsin` : 'Tocsin';
}

function show(name, number, note, tone) {
  const { tile, value, note: noteNode } = tiles.get(name);
  text(value, count(number));
  text(noteNode, number === null ? '' : note);
  attribute(tile, 'data-tone', tone || null);
  attribute(value, 'title', number === null ? 'The gateway does not know this figure yet' : null);
}
