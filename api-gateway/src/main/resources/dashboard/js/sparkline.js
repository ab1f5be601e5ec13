import { attribute, svg } from './dom.js';

const WIDTH = 240;
const HEIGHT = 34;

/**
 * Median latency as a line, up to the 95th percentile as a shade, failures as marks at the foot. Gaps are gaps.
 *
 * @returns {{node: SVGElement, show: (points: import('./timeline.js').Point[], from: number, to: number) => void}}
 */
export function sparkline() {
  const shade = svg('path', { class: 'shade' });
  const line = svg('path', { class: 'line', 'vector-effect': 'non-scaling-stroke' });
  const failures = svg('path', { class: 'failures', 'vector-effect': 'non-scaling-stroke' });
  const frame = { class: 'sparkline', viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: 'none', 'aria-hidden': 'true' };
  const node = svg('svg', frame, shade, line, failures);
  return {
    node,
    show(points, from, to) {
      const peak = usualPeak(points);
      const x = (at) => (((at - from) / (to - from)) * WIDTH).toFixed(1);
      const y = (ms) => (HEIGHT - 5 - Math.min(1, ms / peak) * (HEIGHT - 7)).toFixed(1);
      const runs = unbroken(points);
      attribute(line, 'd', runs.map((run) => path(run.map((point) => `${x(point.at)} ${y(point.p50)}`))).join(''));
      attribute(shade, 'd', runs.map((run) => band(run, x, y)).join(''));
      const failed = points.filter((point) => point.errors > 0);
      attribute(failures, 'd', failed.map((point) => `M${x(point.at)} ${HEIGHT}v-4`).join(''));
    },
  };
}

/** One outlier must not press a quarter of an hour flat: the highest twentieth is cut off. */
function usualPeak(points) {
  const highs = points.map((point) => point.p95 ?? point.p50 ?? 0).sort((a, b) => a - b);
  return Math.max(0.001, (highs[Math.floor((highs.length - 1) * 0.95)] ?? 0) * 1.15);
}

function unbroken(points) {
  const runs = [[]];
  for (const point of points) {
    if (point.p50 === null) runs.push([]);
    else runs.at(-1).push(point);
  }
  return runs.filter((run) => run.length > 0);
}

// A single point has no length, and would not be seen: half a pixel makes it a dot.
const path = (corners) => (corners.length === 1 ? `M${corners[0]}h.5` : `M${corners.join('L')}`);

function band(run, x, y) {
  const up = run.map((point) => `${x(point.at)} ${y(point.p95 ?? point.p50)}`);
  const down = run.map((point) => `${x(point.at)} ${HEIGHT - 4}`).reverse();
  return `M${[...up, ...down].join('L')}Z`;
}
