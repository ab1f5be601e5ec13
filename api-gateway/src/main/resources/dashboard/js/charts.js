import { el } from './dom.js';
import { axisDuration, duration, join, millis, percent, timeOfDay } from './format.js';

/** Hues that mean nothing on this page but the line itself: green, yellow and red are taken by the tiers. */
export const LINES = [
  { field: 'p50', name: 'p50', colour: '#58c4f6', width: 2, type: 'solid' },
  { field: 'p95', name: 'p95', colour: '#8f9bff', width: 1.5, type: 'solid' },
  { field: 'p99', name: 'p99', colour: '#d28bf5', width: 1.5, type: [5, 3] },
];
const ERRORS = { field: 'errors', name: 'error rate', colour: '#ff8f70', width: 1.75, type: 'solid' };

/** Above this a service is labelled High Error. */
const HIGH_ERROR_PERCENT = 5;

const INK = { axis: '#7f8ca0', grid: '#1c2431', live: 'rgba(120,150,200,.07)' };

/** @typedef {{points: import('./timeline.js').Point[], from: number, to: number, incidents: import('./types.js').Incident[]}} View */

/** Percentiles over time. Null where the chart library could not be loaded. */
export function percentileChart(root) {
  return chart(root, LINES, axisDuration, (value) => join(duration(value)), {});
}

export function errorChart(root) {
  const limit = { silent: true, yAxis: HIGH_ERROR_PERCENT, lineStyle: { color: '#8a5a58', type: [2, 4], width: 1 } };
  const max = (seen) => Math.min(100, Math.max(6, seen.max * 1.1));
  return chart(root, [ERRORS], (value) => `${+value.toFixed(2)} %`, (value) => join(percent(value)), { limit, max });
}

/** Pointers move together. */
export function connectCharts(list) {
  if (window.echarts) window.echarts.connect(list.filter(Boolean).map((it) => it.instance));
}

function chart(root, lines, axisLabel, reading, extra) {
  if (!window.echarts) return null;
  const instance = window.echarts.init(root, null, { renderer: 'canvas' });
  instance.setOption(frame(lines, axisLabel, reading, extra));
  new ResizeObserver(() => instance.resize()).observe(root);
  return {
    instance,
    /** @param {View} view */
    show(view) {
      instance.setOption({ xAxis: { min: view.from, max: view.to }, series: series(lines, view, extra.limit) });
    },
  };
}

function frame(lines, axisLabel, reading, extra) {
  const label = { color: INK.axis, fontSize: 11, hideOverlap: true };
  return {
    animation: false,
    textStyle: { fontFamily: getComputedStyle(document.body).fontFamily },
    grid: { left: 58, right: 14, top: 10, bottom: 22 },
    xAxis: {
      type: 'time', splitNumber: 5, axisLine: { lineStyle: { color: INK.grid } }, axisTick: { show: false },
      axisLabel: { ...label, formatter: (ms) => timeOfDay(ms).slice(0, ms % 60_000 === 0 ? 5 : 8) },
      axisPointer: { show: true, label: { show: false }, lineStyle: { color: '#4d5b70', type: 'solid' } },
    },
    yAxis: {
      type: 'value', min: 0, max: extra.max ?? null, splitNumber: 4, axisLabel: { ...label, formatter: axisLabel, showMaxLabel: !extra.max },
      splitLine: { lineStyle: { color: INK.grid } },
    },
    // Built from nodes: no markup made of data, nothing that a strict content policy would refuse.
    tooltip: {
      trigger: 'axis', confine: true, transitionDuration: 0, backgroundColor: '#1a2230', borderColor: '#2f3b4e', padding: 0,
      formatter: (items) => tip(items, lines, reading),
    },
    series: lines.map((line) => ({ name: line.name, ...look(line), data: [] })),
  };
}

function look(line) {
  return {
    type: 'line', showSymbol: false, symbol: 'circle', symbolSize: 5, connectNulls: false, color: line.colour,
    lineStyle: { width: line.width, type: line.type, color: line.colour },
    areaStyle: line.field === 'p50' || line.field === 'errors' ? { color: line.colour, opacity: 0.09 } : undefined,
  };
}

function series(lines, view, limit) {
  const live = view.points.find((point) => point.live);
  return lines.map((line, index) => ({
    name: line.name,
    data: view.points.map((point, at) => ({
      value: [point.at, point[line.field], point.from, point.live, point.observations],
      ...dot(view.points, at, line.field),
    })),
    markArea: index > 0 ? undefined : { silent: true, itemStyle: { color: INK.live }, data: live ? [[{ xAxis: live.at }, { xAxis: view.to }]] : [] },
    markLine: index > 0 ? undefined : marks(view, limit),
  }));
}

/** A measured point between two gaps would have no line, and so not be seen. */
function dot(points, at, field) {
  const alone = (points[at - 1]?.[field] ?? null) === null && (points[at + 1]?.[field] ?? null) === null;
  return alone && points[at][field] !== null ? { symbol: 'circle', symbolSize: 4 } : { symbol: 'none' };
}

/** When incidents of the service opened and ended. */
function marks(view, limit) {
  const inside = (ms) => ms >= view.from && ms <= view.to;
  const line = (xAxis, color) => ({ xAxis, lineStyle: { color, type: [3, 3], width: 1 } });
  const data = limit ? [limit] : [];
  for (const incident of view.incidents) {
    const opened = millis(incident.opened_at);
    if (inside(opened)) data.push(line(opened, '#e5656f'));
    if (incident.state === 'resolved' && inside(millis(incident.at))) data.push(line(millis(incident.at), '#4fae84'));
  }
  return { silent: true, symbol: 'none', label: { show: false }, animation: false, data };
}

function tip(items, lines, reading) {
  // The connected chart may be asked about a point that it does not have.
  const known = items.filter((item) => Array.isArray(item.value));
  if (known.length === 0) return '';
  const [at, , from, live, observations] = known[0].value;
  const missing = observations > 0 ? 'no answer' : 'no observation';
  const rows = known.map((item) => {
    const swatch = el('i', { class: `swatch ${lines[item.seriesIndex].field}` });
    const value = item.value[1];
    return el('tr', {}, el('th', {}, swatch, lines[item.seriesIndex].name), el('td', {}, value === null ? missing : reading(value)));
  });
  const when = from < at ? `${timeOfDay(from)} – ${timeOfDay(at)}${live ? ', still moving' : ''}` : timeOfDay(at);
  return el('div', { class: 'chart-tip' }, el('p', {}, when), el('table', {}, el('tbody', {}, ...rows)));
}
