import { now } from './clock.js';
import { fetchTimeline, Timeline } from './timeline.js';

const MINUTES = 15;
const STEP_MS = 10_000;
const AT_ONCE = 3;
const RETRY_MS = 60_000;

/**
 * What the sparklines show: the last quarter of an hour of each card. A card's history is loaded when it is first seen,
 * few at a time, so that a page of hundreds of services asks for what is looked at only.
 */
export class Histories {
  /** @type {Map<string, Timeline>} */
  #timelines = new Map();
  #queue = [];
  #loading = 0;
  #asked = new Set();

  constructor(board, cards) {
    this.board = board;
    this.cards = cards;
    this.watcher = new IntersectionObserver((entries) => {
      for (const entry of entries) if (entry.isIntersecting) this.#ask(entry.target.dataset.key);
    }, { rootMargin: '200px' });
  }

  /** Cards have come or gone. */
  watch() {
    for (const card of this.cards.all()) this.watcher.observe(card.node);
    for (const key of this.#timelines.keys()) if (!this.board.services.has(key)) this.#timelines.delete(key);
  }

  /** After a lost connection: what was missed is asked for again. */
  reload() {
    const keys = [...this.#asked];
    this.#asked.clear();
    for (const key of keys) this.#ask(key);
  }

  extend(card) {
    if (this.#of(card.key).extend(card, STEP_MS)) this.draw(card.key);
  }

  draw(key) {
    const to = now();
    const from = to - MINUTES * 60_000;
    for (const card of this.cards.visible()) {
      if (key === undefined || card.key === key) card.spark.show(this.#of(card.key).points(from, to, MINUTES * 60_000), from, to);
    }
  }

  tidy() {
    for (const timeline of this.#timelines.values()) timeline.forgetBefore(now() - (MINUTES + 1) * 60_000);
  }

  #of(key) {
    if (!this.#timelines.has(key)) this.#timelines.set(key, new Timeline(STEP_MS));
    return this.#timelines.get(key);
  }

  #ask(key) {
    if (this.#asked.has(key)) return;
    this.#asked.add(key);
    this.#queue.push(key);
    this.#next();
  }

  #next() {
    while (this.#loading < AT_ONCE && this.#queue.length > 0) {
      const key = this.#queue.shift();
      const card = this.board.services.get(key);
      if (!card) continue;
      this.#loading += 1;
      this.#of(key).extend(card, STEP_MS);
      fetchTimeline(card.id, MINUTES, '10s')
        .then((answer) => {
          this.#of(key).load(answer);
          this.draw(key);
        })
        // The sparkline then starts with what comes in live; the detail chart says aloud that history is missing.
        .catch((error) => {
          console.info(`Tocsin: no history for ${key}. ${error.message} Tried again in ${RETRY_MS / 1000} s.`);
          setTimeout(() => this.#asked.delete(key) && this.#ask(key), RETRY_MS);
        })
        .finally(() => {
          this.#loading -= 1;
          this.#next();
        });
    }
  }
}
