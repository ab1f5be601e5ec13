import { attribute, el, safeUrl, text } from './dom.js';
import { badges } from './badges.js';
import { now } from './clock.js';
import { duration, join, millis, span, utc } from './format.js';
import { icon, showIcon } from './icons.js';
import { sparkline } from './sparkline.js';
import { standing, status, tierOf } from './terms.js';

/** One service on the grid. Nodes are made once and only what differs is written. */
export class Card {
  /** @param {import('./types.js').ServiceCard} card */
  constructor(card) {
    this.key = card.key;
    this.icon = el('span', { class: 'status' });
    this.spoken = el('span', { class: 'hidden' });
    this.name = el('button', { type: 'button', class: 'name' });
    this.label = el('span', { class: 'label' });
    this.url = el('span', { class: 'url' });
    this.trouble = el('p', { class: 'trouble', hidden: true });
    this.spark = sparkline();
    this.figures = badges();
    this.locations = el('ul', { class: 'locations', 'aria-label': 'Locations' });
    this.age = el('span', { class: 'age' });
    this.firing = el('span', { class: 'firing', hidden: true });
    const head = el('div', { class: 'head' }, this.icon, this.spoken, el('h3', {}, this.name), this.firing, this.label);
    const foot = el('div', { class: 'foot' }, this.locations, this.age);
    this.node = el('article', { class: 'card', 'data-key': card.key }, head, this.url, this.trouble, this.spark.node, this.figures.node, foot);
    this.show(card);
  }

  /** @param {import('./types.js').ServiceCard} card */
  show(card) {
    this.card = card;
    const known = status(card.status);
    attribute(this.node, 'data-tier', tierOf(card));
    attribute(this.node, 'data-status', card.status ?? 'unknown');
    showIcon(this.icon, known.icon);
    attribute(this.icon, 'title', `Status: ${known.word}`);
    text(this.spoken, `Status ${known.word}. `);
    text(this.name, card.name ?? card.key);
    attribute(this.name, 'title', card.depends_on?.length > 0 ? `${card.name}\nDepends on ${card.depends_on.join(', ')}` : card.name);
    text(this.label, card.label ?? 'No Data');
    this.#showUrl(card.url);
    this.#showTrouble(card);
    this.#showFiring(card.firing ?? 0);
    this.figures.show(card);
    this.#showLocations(card.locations ?? []);
    this.tick();
  }

  select(selected) {
    attribute(this.node, 'data-selected', selected ? true : null);
    attribute(this.name, 'aria-pressed', String(selected));
  }

  /** Ages move on by themselves. */
  tick() {
    const at = Math.max(...(this.card.locations ?? []).map((it) => millis(it.at)).filter(Number.isFinite));
    const checked = Number.isFinite(at);
    const quiet = standing(this.card) === 'no data';
    text(this.age, checked ? `${span(now() - at)} ago` : 'waiting for first check');
    attribute(this.age, 'title', checked ? `Last check ${utc(at)}${quiet ? '; none since, though they were due' : ''}` : 'Nothing was ever observed');
    attribute(this.age, 'data-old', checked && quiet);
  }

  #showUrl(url) {
    if (this.url.textContent === (url ?? '') && this.url.firstChild) return;
    const href = safeUrl(url);
    const shown = url ?? '';
    const link = href && el('a', { href, target: '_blank', rel: 'noopener noreferrer', title: shown }, shown);
    this.url.replaceChildren(link || el('span', { title: shown }, shown));
  }

  #showTrouble(card) {
    const failing = (card.locations ?? []).find((it) => it.error && it.status !== 'unknown');
    this.trouble.hidden = !failing;
    const words = failing ? `${failing.location}: ${failing.error}` : '';
    text(this.trouble, words);
    attribute(this.trouble, 'title', words || null);
  }

  #showFiring(number) {
    this.firing.hidden = number === 0;
    if (this.firing.dataset.number === String(number)) return;
    this.firing.dataset.number = String(number);
    this.firing.replaceChildren(icon('bell'), String(number));
    attribute(this.firing, 'title', `${number} firing ${number === 1 ? 'incident' : 'incidents'}`);
  }

  #showLocations(list) {
    while (this.locations.children.length > list.length) this.locations.lastElementChild.remove();
    while (this.locations.children.length < list.length) {
      this.locations.append(el('li', {}, el('span', { class: 'sign' }), el('span', { class: 'place' }), el('span', { class: 'took' })));
    }
    list.forEach((it, index) => {
      const chip = this.locations.children[index];
      const known = status(it.status);
      const [sign, place, took] = chip.children;
      showIcon(sign, known.icon);
      text(place, it.location);
      // What a location said too long ago is told in the title only.
      text(took, typeof it.latency_ms !== 'number' || it.status === 'unknown' ? known.word : join(duration(it.latency_ms)));
      attribute(chip, 'data-status', it.status ?? 'unknown');
      attribute(chip, 'title', `${it.location}: ${known.word}${it.error ? `, ${it.error}` : ''}\n${utc(millis(it.at))}`);
    });
  }
}
