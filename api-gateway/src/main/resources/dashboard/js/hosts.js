import { arrange, attribute, el, text } from './dom.js';
import { now } from './clock.js';
import { bytes, join, millis, percent, span, utc } from './format.js';

const OLD_MS = 30_000;

/** @type {Map<string, HostView>} */
const views = new Map();

/** @param {import('./board.js').Board} board */
export function showHosts(board) {
  const root = document.getElementById('hosts');
  for (const name of views.keys()) if (!board.hosts.has(name)) views.delete(name);
  const names = [...board.hosts.keys()].sort();
  for (const name of names) {
    if (!views.has(name)) views.set(name, new HostView());
    views.get(name).show(board.hosts.get(name));
  }
  text(document.getElementById('host-tally'), names.length > 1 ? `${names.length} hosts` : '');
  if (names.length > 0) arrange(root, names.map((name) => views.get(name).node));
  else if (board.filled) root.replaceChildren(el('p', { class: 'empty' }, 'No host has sent a sample yet.'));
}

/** The host that is to be seen first in the list, once it is there. */
let sought = null;

/**
 * Marks the host that a link asks for, and brings it into sight.
 *
 * @param {string|null} name
 * @param {boolean} [again] also if it was found before
 */
export function seekHost(name, again = false) {
  for (const [host, view] of views) attribute(view.node, 'data-chosen', host === name);
  if (!again && sought === name) return;
  const node = views.get(name)?.node;
  node?.scrollIntoView({ block: 'nearest' });
  sought = node ? name : null;
}

class HostView {
  constructor() {
    this.name = el('h3');
    this.age = el('span', { class: 'age' });
    this.cores = el('div', { class: 'cores', role: 'img' });
    this.meters = el('div', { class: 'meters' });
    this.node = el('article', { class: 'host' }, el('div', { class: 'head' }, this.name, this.age), this.cores, this.meters);
    this.rows = new Map();
  }

  /** @param {import('./types.js').HostCard} host */
  show(host) {
    const at = millis(host.updated_at);
    const old = !(now() - at < OLD_MS);
    text(this.name, host.host);
    attribute(this.name, 'title', host.host);
    text(this.age, old ? `no sample for ${span(now() - at)}` : '');
    attribute(this.age, 'title', utc(at));
    attribute(this.node, 'data-old', old);
    this.#cores(host.per_core_percent ?? []);
    const size = (used, total) => (total > 0 ? `${join(bytes(used))} of ${join(bytes(total))}` : '');
    const wanted = [
      this.#meter('CPU', host.cpu_percent, '', 'The host has not said'),
      this.#meter('Memory', host.memory_percent, size(host.memory_used, host.memory_total), 'The host has not said'),
      this.#meter('Swap', host.swap_percent, '', 'The host has no swap'),
    ];
    const gpus = host.gpus ?? [];
    gpus.forEach((gpu, index) => {
      const label = gpus.length > 1 ? `GPU ${index}` : 'GPU';
      const heat = typeof gpu.temperature === 'number' ? `${gpu.temperature.toFixed(0)} °C` : '';
      wanted.push(this.#meter(label, gpu.utilization, heat, 'The driver has not said', gpu.name));
      wanted.push(this.#meter(`${label} mem`, gpu.memory_percent, '', 'The driver has not said', `${gpu.name}, memory`));
    });
    arrange(this.meters, wanted);
  }

  #meter(label, number, note, why, what = label) {
    if (!this.rows.has(label)) {
      const bar = el('span', { class: 'bar' }, el('i'));
      const name = el('span', { class: 'label' }, label);
      this.rows.set(label, el('div', { class: 'meter' }, name, bar, el('span', { class: 'reading' }), el('span', { class: 'note' })));
    }
    const row = this.rows.get(label);
    const [, bar, reading, noteNode] = row.children;
    const known = typeof number === 'number';
    bar.firstElementChild.style.setProperty('--share', `${known ? Math.min(100, Math.max(0, number)) : 0}%`);
    attribute(row, 'title', [what, note].filter(Boolean).join(': '));
    attribute(row, 'data-tier', known ? load(number) : 'unknown');
    text(reading, join(percent(number)));
    attribute(reading, 'title', known ? null : `Unknown. ${why}.`);
    text(noteNode, note);
    return row;
  }

  #cores(list) {
    this.cores.hidden = list.length === 0;
    while (this.cores.children.length > list.length) this.cores.lastElementChild.remove();
    while (this.cores.children.length < list.length) this.cores.append(el('i'));
    list.forEach((number, index) => {
      const bar = this.cores.children[index];
      bar.style.setProperty('--share', `${Math.min(100, Math.max(0, number ?? 0))}%`);
      attribute(bar, 'data-tier', load(number));
      attribute(bar, 'title', `Core ${index}: ${join(percent(number))}`);
    });
    attribute(this.cores, 'aria-label', `${list.length} cores, the busiest at ${join(percent(list.length > 0 ? Math.max(...list) : null))}`);
  }
}

/** Good below 60, warning below 80, else danger. */
const load = (number) => (number < 60 ? 'green' : number < 80 ? 'yellow' : 'red');
