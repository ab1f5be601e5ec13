import { arrange, attribute, el, text } from './dom.js';
import { Card } from './card.js';
import { badness, standing, tierOf } from './terms.js';

const REORDER_MS = 4_000;

const FILTERS = [
  ['all', 'All', () => true],
  ['issues', 'Issues', (card) => standing(card) === 'issue' || card.firing > 0 || ['yellow', 'orange', 'red'].includes(card.tier)],
  ['healthy', 'Healthy', (card) => card.tier === 'green'],
];

/** The grid: worst first, by name among equals. Cards never move under a pointer or a focus. */
export class Cards {
  /** @type {Map<string, Card>} */
  #cards = new Map();
  #dots = new Map();
  #filter = 'all';
  #words = '';
  #selected = null;
  #orderedAt = 0;

  /**
   * @param {import('./board.js').Board} board
   * @param {(key: string) => void} onChoose
   */
  constructor(board, onChoose) {
    this.board = board;
    this.grid = document.getElementById('cards');
    this.fleet = document.getElementById('fleet');
    this.empty = document.getElementById('no-services');
    this.grid.addEventListener('click', (event) => {
      const card = event.target.closest('.card');
      if (card && !event.target.closest('a')) onChoose(card.dataset.key);
    });
    this.fleet.addEventListener('click', (event) => {
      const key = event.target.dataset?.key;
      if (key) onChoose(key);
    });
    this.#buildFilter();
    this.#buildSearch();
  }

  /** @returns {Iterable<Card>} those on the page */
  visible() {
    return [...this.#cards.values()].filter((card) => card.node.isConnected);
  }

  /** @returns {Iterable<Card>} those that the filter leaves out included */
  all() {
    return this.#cards.values();
  }

  /** Whether the card shown tells another story, not only other figures. */
  isNews(card) {
    const shown = this.#cards.get(card.key)?.card;
    return !shown || shown.status !== card.status || shown.tier !== card.tier || shown.label !== card.label;
  }

  show(key) {
    const card = this.board.services.get(key);
    if (card) this.#cards.get(key)?.show(card);
    this.#showDot(key, card);
  }

  /** Which services there are has changed. */
  showAll() {
    for (const key of this.#cards.keys()) if (!this.board.services.has(key)) this.#cards.delete(key);
    for (const [key, card] of this.board.services) {
      if (this.#cards.has(key)) this.#cards.get(key).show(card);
      else this.#cards.set(key, new Card(card));
    }
    this.select(this.#selected);
    this.#order();
  }

  select(key) {
    this.#selected = key;
    for (const card of this.#cards.values()) card.select(card.key === key);
    for (const [dotKey, dot] of this.#dots) attribute(dot, 'data-selected', dotKey === key);
  }

  tick() {
    for (const card of this.visible()) card.tick();
    const busy = this.grid.matches(':hover') || this.grid.contains(document.activeElement);
    if (!busy && Date.now() - this.#orderedAt > REORDER_MS) this.#order();
  }

  #order() {
    this.#orderedAt = Date.now();
    const byName = (a, b) => String(a.name).localeCompare(String(b.name)) || a.id - b.id;
    const all = [...this.board.services.values()].sort(byName);
    const keeps = FILTERS.find(([name]) => name === this.#filter)[2];
    const found = (card) => `${card.name} ${card.key} ${card.url}`.toLowerCase().includes(this.#words);
    const shown = all.filter((card) => keeps(card) && found(card)).sort((a, b) => badness(b) - badness(a) || byName(a, b));
    arrange(this.grid, shown.map((card) => this.#cards.get(card.key).node));
    this.#orderFleet(all);
    this.#explainEmpty(shown.length);
  }

  #orderFleet(all) {
    for (const [key, dot] of this.#dots) {
      if (!this.board.services.has(key)) {
        dot.remove();
        this.#dots.delete(key);
      }
    }
    for (const card of all) {
      if (!this.#dots.has(card.key)) this.#dots.set(card.key, el('i', { 'data-key': card.key, 'data-selected': card.key === this.#selected }));
      this.#showDot(card.key, card);
    }
    arrange(this.fleet, all.map((card) => this.#dots.get(card.key)));
  }

  #showDot(key, card) {
    const dot = this.#dots.get(key);
    if (!dot || !card) return;
    attribute(dot, 'data-tier', tierOf(card));
    attribute(dot, 'title', `${card.name}: ${card.label ?? 'No Data'}`);
  }

  #explainEmpty(shown) {
    if (!this.board.filled) return;
    this.empty.hidden = shown > 0;
    const none = this.board.services.size === 0;
    const how = 'No service is registered yet. POST {"name": "shop", "url": "https://shop.example/health"} to /services.';
    text(this.empty, none ? how : 'No service matches.');
  }

  #buildFilter() {
    const group = document.getElementById('filter');
    for (const [name, label] of FILTERS) {
      const button = el('button', { type: 'button', 'aria-pressed': String(name === this.#filter) }, label);
      button.addEventListener('click', () => {
        this.#filter = name;
        for (const other of group.children) attribute(other, 'aria-pressed', String(other === button));
        this.#order();
      });
      group.append(button);
    }
  }

  #buildSearch() {
    const input = document.getElementById('search');
    input.addEventListener('input', () => {
      this.#words = input.value.trim().toLowerCase();
      this.#order();
    });
    document.addEventListener('keydown', (event) => {
      const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName);
      if (event.key === '/' && !typing && !event.ctrlKey && !event.metaKey) {
        event.preventDefault();
        input.focus();
      }
    });
  }
}
