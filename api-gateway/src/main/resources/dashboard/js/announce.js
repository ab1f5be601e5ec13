import { text } from './dom.js';

const GATHER_MS = 1_000;

/** @type {import('./types.js').Incident[]} */
let waiting = [];

/** Reads a transition aloud; a burst becomes one sentence. @param {import('./types.js').Incident} incident */
export function announce(incident) {
  waiting.push(incident);
  if (waiting.length === 1) setTimeout(speak, GATHER_MS);
}

function speak() {
  const list = waiting;
  waiting = [];
  const urgent = list.some((incident) => incident.state === 'firing' && incident.severity === 'critical');
  const region = document.getElementById(urgent ? 'announce-now' : 'announce-politely');
  text(region, list.length <= 2 ? list.map(sentence).join(' ') : summary(list));
}

function sentence(incident) {
  const what = incident.state === 'firing' ? `${incident.severity} incident` : 'Resolved';
  return `${what}: ${incident.entity_name || incident.entity.key}. ${incident.summary}.`;
}

function summary(list) {
  const firing = list.filter((incident) => incident.state === 'firing').length;
  const resolved = list.length - firing;
  return [firing > 0 ? `${firing} incidents fire.` : '', resolved > 0 ? `${resolved} incidents are resolved.` : ''].join(' ').trim();
}
