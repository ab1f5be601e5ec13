import { arrange, attribute, el, text } from './dom.js';
import { now } from './clock.js';
import { millis, moment, utc } from './format.js';
import { icon } from './icons.js';
import { outcome } from './terms.js';

/** A notification never changes, so each is drawn once. @type {Map<import('./types.js').Notification, HTMLElement>} */
const drawn = new Map();

/** What was not sent since another message had said it only stands between those that were. */
let mutedToo = false;

const isMuted = (notification) => notification.outcome === 'muted';

/** Newest first. @param {import('./board.js').Board} board */
export function showNotifications(board) {
  const root = document.getElementById('notifications');
  const list = board.notifications.filter((notification) => mutedToo || !isMuted(notification));
  const kept = new Set(board.notifications);
  for (const notification of drawn.keys()) if (!kept.has(notification)) drawn.delete(notification);
  for (const notification of list) if (!drawn.has(notification)) drawn.set(notification, draw(notification));
  document.getElementById('slack-tally').replaceChildren(...tally(board.notifications));
  showToggle(board);
  if (list.length > 0) arrange(root, list.map((notification) => drawn.get(notification)));
  else if (board.filled) root.replaceChildren(el('p', { class: 'empty' }, 'Nothing was sent yet.'));
}

function showToggle(board) {
  const button = document.getElementById('slack-muted');
  const number = board.notifications.filter(isMuted).length;
  button.hidden = number === 0;
  text(button, `${number} not sent`);
  attribute(button, 'aria-pressed', String(mutedToo));
  attribute(button, 'title', mutedToo ? 'Show only what was sent' : 'Show also what another message had said already');
  button.onclick = () => {
    mutedToo = !mutedToo;
    showNotifications(board);
  };
}

function tally(list) {
  return ['delivered', 'retrying', 'rejected'].flatMap((name) => {
    const number = list.filter((it) => it.outcome === name).length;
    if (number === 0) return [];
    const words = `${number} ${name}`;
    const shown = el('span', { 'aria-hidden': 'true' }, String(number));
    const spoken = el('span', { class: 'hidden' }, words);
    return [el('span', { class: 'count', 'data-outcome': name, title: words }, icon(outcome(name).icon), shown, spoken)];
  });
}

/** The first of several lines is the subject. @param {string} words */
function headed(words) {
  const end = words.indexOf('\n');
  return end < 0 ? [words] : [el('b', {}, words.slice(0, end)), words.slice(end)];
}

/** @param {import('./types.js').Notification} it */
function draw(it) {
  const end = outcome(it.outcome);
  const at = millis(it.at);
  const time = el('time', { datetime: Number.isFinite(at) ? new Date(at).toISOString() : null, title: utc(at) }, moment(at, now()));
  const body = el('div', { class: 'body' }, ...headed(it.text || `${it.entity.key}: ${it.rule} ${it.state}`));
  const tries = it.attempts > 1 ? `, ${it.attempts} attempts` : '';
  const words = `${end.word} · ${it.channel}${tries}${it.reason ? ` · ${it.reason}` : ''}`;
  const node = el('article', { class: 'message' },
    el('span', { class: 'avatar' }, icon('bell')),
    el('div', {},
      el('div', { class: 'from' }, el('b', {}, 'Tocsin'), el('span', { class: 'app' }, 'APP'), time),
      body,
      el('div', { class: 'outcome' }, icon(end.icon), el('span', {}, words))));
  for (const name of ['outcome', 'severity', 'state']) attribute(node, `data-${name}`, it[name]);
  return node;
}
