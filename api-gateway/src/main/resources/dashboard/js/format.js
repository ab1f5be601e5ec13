/** Numbers and times as people read them. Unknown is an em dash. */

export const DASH = '—';

/** @typedef {{value: string, unit: string}} Reading */

const UNKNOWN = Object.freeze({ value: DASH, unit: '' });

const known = (number) => typeof number === 'number' && Number.isFinite(number);

/** Two decimals that never pretend to be 0 when they are not. */
function decimals(number) {
  if (number !== 0 && Math.abs(number) < 0.005) return number > 0 ? '<0.01' : '>-0.01';
  return number.toFixed(2);
}

/** @param {number|null} ms @returns {Reading} */
export function duration(ms) {
  if (!known(ms)) return UNKNOWN;
  if (ms > 0 && ms < 0.1) return { value: decimals(ms * 1000), unit: 'µs' };
  if (ms < 999.995) return { value: decimals(ms), unit: 'ms' };
  if (ms < 59_995) return { value: decimals(ms / 1000), unit: 's' };
  return { value: decimals(ms / 60_000), unit: 'min' };
}

/** Rounds towards the middle: 99.999 is not 100 and 0.001 is not 0. @returns {Reading} */
export function percent(number) {
  if (!known(number)) return UNKNOWN;
  const rounded = number < 100 && number >= 99.995 ? '99.99' : decimals(number);
  return { value: rounded, unit: '%' };
}

/** @returns {Reading} */
export function plain(number) {
  if (!known(number)) return UNKNOWN;
  if (Math.abs(number) >= 1e6) return { value: decimals(number / 1e6), unit: 'M' };
  if (Math.abs(number) >= 999.995) return { value: decimals(number / 1e3), unit: 'k' };
  return { value: decimals(number), unit: '' };
}

/** @param {number|null} number of bytes @returns {Reading} */
export function bytes(number) {
  if (!known(number)) return UNKNOWN;
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'];
  let index = 0;
  let value = number;
  while (value >= 1024 && index < units.length - 1) {
    value /= 1024;
    index += 1;
  }
  return { value: index === 0 ? String(value) : value.toFixed(2), unit: units[index] };
}

/** @param {Reading} reading */
export const join = (reading) => (reading.unit ? `${reading.value} ${reading.unit}` : reading.value);

/** A count without decimals, with thin spaces between thousands. */
export const count = (number) => (known(number) ? String(Math.trunc(number)).replace(/\B(?=(\d{3})+$)/g, '\u2009') : DASH);

/** @param {number} number @param {string} word in the singular */
export const plural = (number, word) => `${number} ${word}${number === 1 ? '' : 's'}`;

/** Short axis label for milliseconds. */
export const axisDuration = (ms) => (ms >= 1000 ? `${+(ms / 1000).toFixed(2)} s` : `${+ms.toFixed(2)} ms`);

/** Epoch ms of an RFC 3339 time or of epoch ms; NaN if it is neither. */
export const millis = (time) => (typeof time === 'number' ? time : Date.parse(time ?? ''));

const TIME = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });
const MINUTE = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const DAY = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' });

/** Local time of day with seconds. */
export const timeOfDay = (ms) => (Number.isFinite(ms) ? TIME.format(ms) : DASH);

/** Local hour and minute, with the day before it when that is not today. */
export function moment(ms, now) {
  if (!Number.isFinite(ms)) return DASH;
  const sameDay = new Date(ms).toDateString() === new Date(now).toDateString();
  return sameDay ? MINUTE.format(ms) : `${DAY.format(ms)} ${MINUTE.format(ms)}`;
}

/** UTC, for titles. */
export const utc = (ms) => (Number.isFinite(ms) ? `${new Date(ms).toISOString().replace('T', ' ').replace(/\.\d+Z$/, '')} UTC` : 'unknown time');

/** How long, in at most two units. */
export function span(ms) {
  if (!Number.isFinite(ms)) return DASH;
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return minutes < 10 && seconds % 60 ? `${minutes} m ${seconds % 60} s` : `${minutes} m`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return minutes % 60 ? `${hours} h ${minutes % 60} m` : `${hours} h`;
  const days = Math.floor(hours / 24);
  return hours % 24 ? `${days} d ${hours % 24} h` : `${days} d`;
}
