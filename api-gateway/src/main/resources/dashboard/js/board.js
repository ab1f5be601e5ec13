import { hearServerTime } from './clock.js';
import { millis } from './format.js';

const NOTIFICATIONS_KEPT = 100;
const INCIDENTS_KEPT = 100;

/**
 * What the page knows. Messages go in, events come out: `service` (detail: the key), `services` (which ones there are), `host`,
 * `incident` (detail: {incident, before}), `incidents` (all anew), `notification`, `counts`. Whatever arrives late loses against what is newer.
 */
export class Board extends EventTarget {
  /** @type {Map<string, import('./types.js').ServiceCard>} */
  services = new Map();
  /** @type {Map<string, import('./types.js').HostCard>} */
  hosts = new Map();
  /** @type {Map<string, import('./types.js').Incident>} */
  incidents = new Map();
  /** @type {import('./types.js').Notification[]} newest first */
  notifications = [];
  /** @type {number|null} null until the gateway said it */
  quarantined = null;
  /** Whether a first snapshot has arrived. */
  filled = false;

  /** @param {{type: string, data: any}} message unknown types are none of this page's business */
  apply({ type, data }) {
    if (!data || typeof data !== 'object') return;
    if (type === 'board') this.replace(data);
    else if (type === 'service') this.#service(data);
    else if (type === 'service_removed') this.#removed(this.services, data.key, 'services');
    else if (type === 'host') this.#host(data);
    else if (type === 'host_removed') this.#removed(this.hosts, data.host, 'host');
    else if (type === 'counts') this.#counts(data);
    else if (type === 'incident') this.#incident(data);
    else if (type === 'notification') this.#notification(data);
  }

  /** @param {import('./types.js').Snapshot} snapshot everything there is; what it doesn't name is gone */
  replace(snapshot) {
    hearServerTime(millis(snapshot.at));
    const first = !this.filled;
    this.filled = true;
    this.services = newest(snapshot.services, this.services, (card) => card.key);
    this.hosts = newest(snapshot.hosts, this.hosts, (card) => card.host);
    this.#incidents(snapshot.incidents ?? [], first);
    this.notifications = merged(snapshot.notifications ?? [], this.notifications);
    this.quarantined = snapshot.counts?.quarantined ?? null;
    for (const name of ['services', 'host', 'incidents', 'notification', 'counts']) this.#tell(name);
  }

  firing() {
    return [...this.incidents.values()].filter((incident) => incident.state === 'firing');
  }

  #service(card) {
    if (typeof card.key !== 'string') return;
    const before = this.services.get(card.key);
    if (before && older(card, before)) return;
    this.services.set(card.key, card);
    this.#tell(before ? 'service' : 'services', card.key);
    if (!before || before.status !== card.status) this.#tell('counts');
  }

  #host(card) {
    if (typeof card.host !== 'string') return;
    const before = this.hosts.get(card.host);
    if (before && older(card, before)) return;
    this.hosts.set(card.host, card);
    this.#tell('host', card.host);
  }

  #removed(known, key, event) {
    if (!known.delete(key)) return;
    this.#tell(event, key);
    this.#tell('counts');
  }

  /** The page counts its cards itself; only how many records are quarantined, no card says. */
  #counts(counts) {
    if (this.quarantined === counts.quarantined) return;
    this.quarantined = counts.quarantined ?? null;
    this.#tell('counts');
  }

  #incidents(list, first) {
    const known = this.incidents;
    this.incidents = new Map();
    const news = [];
    for (const incident of list) {
      const before = known.get(incident.id);
      const current = before && before.sequence > incident.sequence ? before : incident;
      this.incidents.set(current.id, current);
      if (!first && current !== before && before?.sequence !== current.sequence) news.push({ incident: current, before });
    }
    // What happened while the line was cut is news too; what was there at the start isn't.
    for (const change of news) this.#tell('incident', change);
  }

  #incident(incident) {
    const before = this.incidents.get(incident.id);
    if (before && before.sequence >= incident.sequence) return;
    this.incidents.set(incident.id, incident);
    if (this.incidents.size > INCIDENTS_KEPT) this.#forgetOldestResolved();
    this.#tell('incident', { incident, before });
    this.#tell('counts');
  }

  #forgetOldestResolved() {
    const resolved = [...this.incidents.values()].filter((incident) => incident.state !== 'firing');
    resolved.sort((a, b) => millis(a.at) - millis(b.at));
    if (resolved.length > 0) this.incidents.delete(resolved[0].id);
  }

  #notification(notification) {
    this.notifications = merged([notification], this.notifications);
    this.#tell('notification');
  }

  #tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}

const older = (card, than) => millis(card.updated_at) < millis(than.updated_at);

/** The snapshot's cards, except where a fresher one has overtaken it on the stream. */
function newest(cards, known, keyOf) {
  const result = new Map();
  for (const card of cards ?? []) {
    const before = known.get(keyOf(card));
    result.set(keyOf(card), before && older(card, before) ? before : card);
  }
  return result;
}

/** One row per (incident, sequence, channel), the latest word of each, newest first. */
function merged(incoming, known) {
  const rows = new Map();
  for (const row of [...known, ...incoming]) {
    const id = `${row.incident_id}/${row.sequence}/${row.channel}`;
    const before = rows.get(id);
    if (!before || millis(row.at) >= millis(before.at)) rows.set(id, row);
  }
  return [...rows.values()].sort((a, b) => millis(b.at) - millis(a.at)).slice(0, NOTIFICATIONS_KEPT);
}
