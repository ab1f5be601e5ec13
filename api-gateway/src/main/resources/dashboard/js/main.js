/** Wires the page: stream → board → views. Reads top to bottom; every view lives in its own file. */
import { announce } from './announce.js';
import { Board } from './board.js';
import { Cards } from './cards.js';
import { Detail } from './detail.js';
import { buildStats, showConnection, showStats, tickHeader } from './header.js';
import { Histories } from './histories.js';
import { seekHost, showHosts } from './hosts.js';
import { showIncidents, tickIncidents } from './incidents.js';
import { showNotifications } from './notifications.js';
import { choose, chosen, onChosen } from './selection.js';
import { BoardSocket } from './socket.js';
import { badness } from './terms.js';

/** Numbers that change twice a second cannot be read; a change of status or tier is shown at once. */
const CALM_MS = 1_000;

const board = new Board();
const pickService = (key) => choose({ kind: 'service', key });
const cards = new Cards(board, pickService);
const histories = new Histories(board, cards);
const detail = new Detail(document.getElementById('detail'), board);
buildStats(document.getElementById('stats'));

const waiting = new Set();

board.addEventListener('service', ({ detail: key }) => {
  const card = board.services.get(key);
  histories.extend(card);
  detail.extend(card);
  if (cards.isNews(card)) cards.show(key);
  else waiting.add(key);
});
board.addEventListener('services', () => {
  cards.showAll();
  histories.watch();
  select();
});
board.addEventListener('host', () => {
  showHosts(board);
  seekHost(chosen('host'));
});
board.addEventListener('incident', ({ detail: { incident } }) => {
  announce(incident);
  waiting.add('incidents');
});
board.addEventListener('incidents', () => showIncidents(board, choose));
board.addEventListener('notification', () => showNotifications(board));
board.addEventListener('counts', () => showStats(board));

/** The service in the address bar, or the one that needs eyes most. */
let fallback = null;
function select() {
  if (fallback === null || !board.services.has(fallback)) {
    fallback = [...board.services.values()].sort((a, b) => badness(b) - badness(a) || a.id - b.id)[0]?.key ?? null;
  }
  const key = chosen('service') ?? fallback;
  cards.select(key);
  detail.choose(key);
}
onChosen(() => {
  select();
  seekHost(chosen('host'), true);
});

function flush() {
  for (const key of waiting) if (key !== 'incidents') cards.show(key);
  if (waiting.has('incidents')) {
    showIncidents(board, choose);
    showStats(board);
  }
  waiting.clear();
}

setInterval(() => {
  flush();
  tickHeader();
  cards.tick();
  tickIncidents();
  showHosts(board);
  detail.tick();
}, CALM_MS);

setInterval(() => {
  histories.draw();
  histories.tidy();
}, 10_000);

const address = new URL('ws/metrics?feed=board', document.baseURI);
address.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:';
let phase = 'connecting';
let connectedBefore = false;
const socket = new BoardSocket(address.href, (message) => board.apply(message), (connection) => {
  const opened = connection.phase === 'open' && phase !== 'open';
  phase = connection.phase;
  showConnection(connection);
  if (!opened) return;
  if (connectedBefore) {
    histories.reload();
    detail.reload();
  }
  connectedBefore = true;
});
document.querySelector('#connection button').addEventListener('click', () => socket.retryNow());
socket.start();
