/** The chosen service lives in the address bar, as `#service=<key>`, so that a link leads to it and Back leads back. */

/** @returns {string|null} */
export function chosen() {
  return new URLSearchParams(location.hash.slice(1)).get('service');
}

export function choose(key) {
  if (chosen() !== key) location.hash = new URLSearchParams({ service: key }).toString();
}

export function onChosen(listener) {
  window.addEventListener('hashchange', () => listener(chosen()));
}
