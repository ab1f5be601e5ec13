import { attribute, el, text } from './dom.js';
import { count, DASH, duration, join, percent, plain } from './format.js';

const REFRESH_MS = 10_000;
/** A card that says something else is news, but not more often than this. */
const NEWS_MS = 2_000;
const WINDOWS = ['1m', '5m', '1h', '24h'];

/** Columns of the table of views. @type {{label: string, title: string, read: (figures: any) => import('./format.js').Reading|string}[]} */
const COLUMNS = [
  { label: 'checks', title: 'Results of all locations', read: (it) => count(it.observations) },
  { label: 'avg', title: 'Average latency', read: (it) => duration(it.avg_ms) },
  { label: 'p50', title: 'Median latency', read: (it) => duration(it.p50_ms) },
  { label: 'p90', title: '90th percentile of latency', read: (it) => duration(it.p90_ms) },
  { label: 'p95', title: '95th percentile of latency', read: (it) => duration(it.p95_ms) },
  { label: 'p99', title: '99th percentile of latency', read: (it) => duration(it.p99_ms) },
  { label: 'p99.9', title: '99.9th percentile of latency', read: (it) => duration(it.p99_9_ms) },
  { label: 'slow', title: 'Answers that took longer than T', read: (it) => count(it.slow) },
  { label: 'errors', title: 'Failed checks of all checks', read: (it) => percent(it.error_rate_percent) },
  { label: 'Apdex', title: 'Satisfied plus half of tolerating, of all checks', read: (it) => plain(it.apdex) },
  { label: 'req/s', title: 'Checks per second', read: (it) => plain(it.throughput_rps) },
  { label: 'up', title: 'Share of the time that should have been observed', read: (it) => percent(it.uptime?.up_percent) },
  { label: 'unknown', title: 'Share of the time in which nobody looked, or only blindly', read: (it) => percent(it.uptime?.unknown_percent) },
];

const STATES = { green: 'Green', yellow: 'Yellow', red: 'Red', silent: 'Silent', no_data: 'No data' };

/** The chosen service's health as a whole: score with its parts, reasons, all views, error budget and burn rates. */
export class Health {
  #id = null;
  #abort = new AbortController();
  #refreshed = 0;
  /** Whether the live card tells another state than is shown. */
  #news = false;

  constructor() {
    this.score = el('b', { class: 'score' });
    this.state = el('span', { class: 'state' });
    this.parts = el('ul', { class: 'parts', 'aria-label': 'Parts of the score' });
    this.reasons = el('ul', { class: 'reasons', 'aria-label': 'Reasons' });
    this.rows = new Map(WINDOWS.map((name) => [name, COLUMNS.map(() => el('td'))]));
    this.budget = el('b');
    this.budgetWord = el('span');
    this.budgetNote = el('span', { class: 'note' });
    this.burns = el('ul', { class: 'burns', 'aria-label': 'Burn rates' });
    this.promise = el('span', {}, 'Promise');
    const head = COLUMNS.map(({ label, title }) => el('th', { scope: 'col', title }, label));
    const rows = WINDOWS.map((name) => el('tr', {}, el('th', { scope: 'row' }, name), ...this.rows.get(name)));
    const table = el('table', {}, el('thead', {}, el('tr', {}, el('td'), ...head)), el('tbody', {}, ...rows));
    this.node = el('div', { class: 'health', hidden: true },
      el('section', { class: 'verdict', 'aria-label': 'Health' },
        el('h3', {}, 'Health ', this.state), el('div', { class: 'sum' }, this.score, this.parts), this.reasons),
      el('section', { class: 'views', 'aria-label': 'Figures', tabindex: '0' }, table),
      el('section', { class: 'promise', 'aria-label': 'Error budget' },
        el('h3', {}, this.promise), el('p', {}, this.budget, this.budgetWord, this.budgetNote), this.burns));
  }

  /** @param {number|null} id of the service, null hides all */
  choose(id) {
    if (id === this.#id) return;
    this.#id = id;
    this.#abort.abort();
    this.#abort = new AbortController();
    this.node.hidden = true;
    this.#refreshed = 0;
    this.tick();
  }

  /** @param {import('./types.js').ServiceCard} card of the chosen service */
  hear(card) {
    this.#news = !this.node.hidden && card.state !== this.node.dataset.state;
  }

  /** Called every second. */
  tick() {
    const due = Date.now() - this.#refreshed >= (this.#news ? NEWS_MS : REFRESH_MS);
    if (this.#id === null || document.visibilityState === 'hidden' || !due) return;
    this.#refreshed = Date.now();
    this.#fetch(this.#id, this.#abort.signal);
  }

  async #fetch(id, signal) {
    try {
      const response = await fetch(`services/${encodeURIComponent(id)}/health`, { signal, headers: { Accept: 'application/json' } });
      if (response.ok && id === this.#id) this.#show(await response.json());
    } catch (error) {
      // Charts and header say already that the gateway does not answer; what is shown stays, and turns pale with the page.
      if (error.name !== 'AbortError' && !(error instanceof TypeError)) throw error;
    }
  }

  /** @param {import('./types.js').ServiceHealth} health */
  #show(health) {
    attribute(this.node, 'data-state', health.state);
    text(this.state, STATES[health.state] ?? health.state);
    text(this.score, health.score === null ? DASH : health.score.toFixed(health.score < 100 && health.score >= 99.5 ? 1 : 0));
    attribute(this.score, 'title', health.score === null ? 'No score: nothing is known, or the service is silent' : `Score ${health.score} of 100, judged over ${health.judged_by}`);
    this.parts.replaceChildren(...health.score_parts.map(part));
    this.reasons.replaceChildren(...health.reasons.map((reason) => el('li', {}, reason)));
    for (const [name, cells] of this.rows) {
      const figures = health.views[name]?.figures;
      cells.forEach((cell, index) => {
        const reading = figures ? COLUMNS[index].read(figures) : DASH;
        text(cell, typeof reading === 'string' ? reading : join(reading));
        attribute(cell, 'data-unknown', cell.textContent === DASH);
      });
    }
    this.#showPromise(health.slo);
    this.node.hidden = false;
  }

  #showPromise(slo) {
    text(this.promise, `Promise ${+slo.objective_percent.toFixed(4)} %`);
    const left = slo.error_budget.left_percent;
    text(this.budget, join(percent(left === null ? null : Math.abs(left))));
    text(this.budgetWord, left < 0 ? ' of the error budget overspent' : ' of the error budget left');
    attribute(this.budget, 'data-tier', left === null ? null : left <= 0 ? 'red' : left < 25 ? 'yellow' : 'green');
    const why = slo.history_known ? '' : ', history does not answer';
    text(this.budgetNote, `30 d, ${join(percent(slo.error_budget.coverage_percent))} seen${why}`);
    attribute(this.budgetNote, 'title', `${count(slo.error_budget.failed)} of ${count(slo.error_budget.known)} results failed, ${slo.error_budget.allowed_failures.toFixed(1)} may`);
    this.burns.replaceChildren(...slo.burn_rates.map(burn));
  }
}

function part({ part: name, weight, points, reason }) {
  const bar = el('span', { class: 'bar' }, el('i'));
  bar.firstElementChild.style.setProperty('--share', `${points === null ? 0 : (points / weight) * 100}%`);
  const reading = el('span', {}, points === null ? DASH : `${+points.toFixed(1)}/${weight}`);
  return el('li', { title: reason }, el('span', { class: 'what' }, name), bar, reading);
}

/** Above 1 the budget does not last its period; from 6 on it is gone within five days. */
function burn({ window, rate, failed, known, coverage_percent: coverage }) {
  const tier = rate === null ? null : rate >= 6 ? 'red' : rate > 1 ? 'yellow' : 'green';
  const title = rate === null ? 'Nothing is known of this window' : `${count(failed)} of ${count(known)} failed, ${join(percent(coverage))} of the window seen`;
  return el('li', { 'data-tier': tier, title }, el('span', {}, window), el('b', {}, join(plain(rate))));
}
