import { svg } from './dom.js';

/** Sixteen by sixteen line drawings; shapes differ, so they read without colour. */
const PATHS = {
  check: ['M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8z', 'M5.2 8.2l2 2 3.7-4.2'],
  triangle: ['M8 2.2L14.5 13.5H1.5z', 'M8 6.5v3.2M8 11.5v.2'],
  cross: ['M5.4 1.8h5.2l3.6 3.6v5.2l-3.6 3.6H5.4l-3.6-3.6V5.4z', 'M6 6l4 4M10 6l-4 4'],
  down: ['M2.2 2.2h11.6v11.6H2.2z', 'M8 4.8v6M5.4 8.4L8 11l2.6-2.6'],
  question: ['M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8z', 'M6.2 6.3a1.8 1.8 0 1 1 2.5 1.7c-.5.2-.7.5-.7 1.1M8 11.4v.2'],
  info: ['M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8z', 'M8 7.4v3.8M8 4.8v.2'],
  mute: ['M3.5 11.5h8M4.8 11.5c1-1.5.7-3 .9-4.5M7 4.2a3 3 0 0 1 4 2.8c0 1.6.3 2.7 1 4', 'M2 2l12 12'],
  retry: ['M13.2 8A5.2 5.2 0 1 1 11.6 4.2', 'M13.4 1.8v3.2h-3.2'],
  bell: ['M8 2a3.8 3.8 0 0 0-3.8 3.8c0 3.7-1.5 4.5-1.5 5.7h10.6c0-1.2-1.5-2-1.5-5.7A3.8 3.8 0 0 0 8 2z', 'M6.6 13.7a1.5 1.5 0 0 0 2.8 0'],
  open: ['M6 3H3v10h10v-3', 'M9 3h4v4M13 3L7.5 8.5'],
};

/** @param {keyof typeof PATHS} name */
export function icon(name) {
  const drawing = svg('svg', { viewBox: '0 0 16 16', class: 'icon', 'aria-hidden': 'true', 'data-icon': name });
  for (const d of PATHS[name] ?? PATHS.question) drawing.append(svg('path', { d }));
  return drawing;
}

/** Puts another icon into the node, if it shows a different one. */
export function showIcon(node, name) {
  if (node.firstElementChild?.getAttribute('data-icon') !== name) node.replaceChildren(icon(name));
}
