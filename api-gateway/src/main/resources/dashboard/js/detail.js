import { attribute, el, text } from './dom.js';
import { connectCharts, errorChart, LINES, percentileChart } from './charts.js';
import { now } from './clock.js';
import { DASH, duration, join, percent } from './format.js';
import { entityId, status, tierOf } from './terms.js';
import { showIcon } from './icons.js';
import { Health } from './health.js';
import { fetchTimeline, Timeline } from './timeline.js';

/** Ranges, and the step that gives each a readable number of points. */
const RANGES = [
  { name: '5 m', minutes: 5, step: '10s', stepMs: 10_000 },
  { name: '15 m', minutes: 15, step: '10s', stepMs: 10_000 },
  { name: '1 h', minutes: 60, step: '1m', stepMs: 60_000 },
];
const REFRESH_MS = 10_000;

/** The chosen service over time: percentiles and error rate, from history and from the live card, and its health as a whole. */
export class Detail {
  #range = RANGES[1];
  #key = null;
  #known = false;
  #timeline = null;
  #abort = new AbortController();
  #refreshed = 0;

  /** @param {HTMLElement} root @param {import('./board.js').Board} board */
  constructor(root, board) {
    this.board = board;
    this.icon = el('span', { class: 'status' });
    this.name = el('h2', {}, 'Waiting for the gateway');
    this.label = el('span', { class: 'label' });
    this.message = el('span', { class: 'remark', role: 'status' });
    this.ranges = el('div', { class: 'segments', role: 'group', 'aria-label': 'Range' });
    this.legend = LINES.map((line) => ({ line, value: el('b') }));
    this.errors = el('b');
    const failed = el('span', { class: 'key' }, el('i', { class: 'swatch errors' }), 'failed of all ', this.errors);
    const latency = el('div', { class: 'plot', role: 'img' });
    const errors = el('div', { class: 'plot', role: 'img' });
    this.plots = { latency, errors };
    this.health = new Health();
    root.append(
      el('div', { class: 'heading' }, this.icon, this.name, this.label, this.message, this.ranges),
      el('div', { class: 'plots' },
        el('figure', {}, el('figcaption', {}, el('span', {}, 'Latency percentiles'), ...this.legend.map(key)), latency),
        el('figure', {}, el('figcaption', {}, el('span', {}, 'Error rate'), failed), errors)),
      this.health.node,
    );
    this.root = root;
    this.charts = [percentileChart(latency), errorChart(errors)];
    connectCharts(this.charts);
    if (!this.charts[0]) {
      for (const plot of [latency, errors]) plot.append(el('p', { class: 'empty' }, 'The chart library could not be loaded from this gateway.'));
    }
    this.#buildRanges();
  }

  /** @param {string|null} key */
  choose(key) {
    const known = this.board.services.has(key);
    if (key === this.#key && known === this.#known) return;
    this.#key = key;
    this.#known = known;
    this.#load();
  }

  /** After a lost connection, or when the services have changed. */
  reload() {
    this.#load();
  }

  /** @param {import('./types.js').ServiceCard} card */
  extend(card) {
    if (card.key !== this.#key || !this.#timeline) return;
    this.#timeline.extend(card);
    this.health.hear(card);
    this.#head(card);
  }

  /** Called every second: the window moves on whether or not anything arrives. */
  tick() {
    if (!this.#timeline) return;
    this.health.tick();
    const to = now();
    const from = to - this.#range.minutes * 60_000;
    const points = this.#timeline.points(from, to);
    const incidents = [...this.board.incidents.values()].filter((incident) => entityId(incident.entity) === `service/${this.#key}`);
    for (const chart of this.charts) chart?.show({ points, from, to, incidents });
    this.#readings(points.at(-1));
    if (Date.now() - this.#refreshed > REFRESH_MS) this.#refresh();
  }

  async #load() {
    this.#abort.abort();
    this.#abort = new AbortController();
    const card = this.board.services.get(this.#key);
    this.#timeline = new Timeline(this.#range.stepMs);
    this.#head(card);
    this.health.choose(card?.id ?? null);
    if (card) {
      this.#timeline.extend(card);
      await this.#fetch(card, this.#range.minutes);
    } else if (this.board.filled) {
      text(this.message, this.#key === null ? '' : `There is no service ${this.#key}.`);
    }
    this.tick();
  }

  /** Closed slices take the place of live points. */
  #refresh() {
    const card = this.board.services.get(this.#key);
    if (!card || document.visibilityState === 'hidden') return;
    this.#fetch(card, Math.max(2, (3 * this.#range.stepMs) / 60_000));
    this.#timeline.forgetBefore(now() - (this.#range.minutes + 2) * 60_000);
  }

  async #fetch(card, minutes) {
    this.#refreshed = Date.now();
    const timeline = this.#timeline;
    try {
      timeline.load(await fetchTimeline(card.id, minutes, this.#range.step, this.#abort.signal));
      if (timeline === this.#timeline) text(this.message, '');
    } catch (error) {
      if (error.name === 'AbortError' || timeline !== this.#timeline) return;
      text(this.message, error instanceof TypeError ? 'History is not available: the gateway does not answer.' : error.message);
    }
  }

  #head(card) {
    this.root.hidden = this.board.filled && this.#key === null;
    attribute(this.root, 'data-tier', card ? tierOf(card) : 'grey');
    showIcon(this.icon, status(card?.status).icon);
    text(this.name, card?.name ?? this.#key ?? 'No service chosen');
    attribute(this.name, 'title', card?.name);
    text(this.label, card ? (card.label ?? 'No Data') : '');
  }

  #readings(last) {
    const why = last?.observations > 0 ? `None of the last ${last.observations} checks got an answer.` : 'Nothing was observed lately.';
    for (const { line, value } of this.legend) reading(value, duration(last?.[line.field] ?? null), why);
    reading(this.errors, percent(last?.errors ?? null), why);
    const words = this.legend.map(({ line, value }) => `${line.name} ${value.textContent}`).join(', ');
    attribute(this.plots.latency, 'aria-label', `Latency percentiles of the last ${this.#range.name}, now ${words}`);
    attribute(this.plots.errors, 'aria-label', `Error rate of the last ${this.#range.name}, now ${this.errors.textContent}`);
  }

  #buildRanges() {
    for (const range of RANGES) {
      const button = el('button', { type: 'button', 'aria-pressed': String(range === this.#range) }, range.name);
      button.addEventListener('click', () => {
        this.#range = range;
        for (const other of this.ranges.children) attribute(other, 'aria-pressed', String(other === button));
        this.#load();
      });
      this.ranges.append(button);
    }
  }
}

function reading(node, figure, why) {
  text(node, join(figure));
  attribute(node, 'title', figure.value === DASH ? `Unknown. ${why}` : null);
}

const key = ({ line, value }) => el('span', { class: 'key' }, el('i', { class: `swatch ${line.field}` }), `${line.name} `, value);
