import { millis, plural } from './format.js';
import { entityId, severity } from './terms.js';

/** Rules that look at the last minute notice a short outage only when the first rule has seen its end. */
const AFTERMATH_MS = 30_000;

/**
 * What people call one outage: incidents of one entity that overlap or follow close upon each other. One outage makes several rules fire.
 *
 * @typedef {object} Outage
 * @property {string} id of the incident that opened first
 * @property {import('./types.js').Entity} entity
 * @property {string} name
 * @property {boolean} firing whether any of them is open
 * @property {'info'|'warning'|'critical'} severity the worst, of those that are open if any is
 * @property {import('./types.js').Incident[]} incidents in the order in which the rules fired
 * @property {number} openedAt epoch ms
 * @property {number} at the newest transition, epoch ms
 */

export const isFiring = (incident) => incident.state === 'firing';

/** @param {Iterable<import('./types.js').Incident>} incidents @returns {Outage[]} firing first, the worst and the newest first */
export function outages(incidents) {
  const inOrder = [...incidents].sort((a, b) => millis(a.opened_at) - millis(b.opened_at) || a.rule_number - b.rule_number);
  const last = new Map();
  const groups = [];
  for (const incident of inOrder) {
    const id = entityId(incident.entity);
    const end = isFiring(incident) ? Infinity : millis(incident.at);
    const group = last.get(id);
    if (group && millis(incident.opened_at) <= group.end + AFTERMATH_MS) {
      group.members.push(incident);
      group.end = Math.max(group.end, end);
    } else {
      last.set(id, { end, members: [incident] });
      groups.push(last.get(id));
    }
  }
  const rank = (outage) => severity(outage.severity).rank;
  return groups.map(({ members }) => outage(members)).sort((a, b) => b.firing - a.firing
    || (a.firing ? rank(b) - rank(a) || b.openedAt - a.openedAt : b.at - a.at));
}

function outage(incidents) {
  const open = incidents.filter(isFiring);
  const judged = open.length > 0 ? open : incidents;
  const worst = judged.reduce((a, b) => (severity(b.severity).rank > severity(a.severity).rank ? b : a));
  return {
    id: incidents[0].id,
    entity: incidents[0].entity,
    name: incidents[0].entity_name || incidents[0].entity.key,
    firing: open.length > 0,
    severity: worst.severity,
    incidents,
    openedAt: millis(incidents[0].opened_at),
    at: Math.max(...incidents.map((incident) => millis(incident.at))),
  };
}

/** For example "2 services, 1 host". @param {import('./types.js').Entity[]} entities each counts once */
export function countEntities(entities) {
  const kinds = new Map();
  for (const id of new Set(entities.map(entityId))) {
    const kind = id.slice(0, id.indexOf('/'));
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  }
  return [...kinds].map(([kind, number]) => plural(number, kind)).join(', ');
}
