/**
 * What is chosen lives in the address bar, as `#service=<key>` or `#host=<key>`, so that a link leads to it and Back leads back.
 */

/** @param {'service'|'host'} kind @returns {string|null} */
export function chosen(kind) {
  return new URLSearchParams(location.hash.slice(1)).get(kind);
}

/** @param {import('./types.js').Entity} entity */
export function choose({ kind, key }) {
  if (chosen(kind) !== key) location.hash = new URLSearchParams({ [kind]: key }).toString();
}

/** @param {() => void} listener */
export function onChosen(listener) {
  window.addEventListener('hashchange', listener);
}
