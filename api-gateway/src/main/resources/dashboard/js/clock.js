/** The gateway's time, so that ages and axes are right even where this machine's clock is not. */

let offset = 0;

/** @param {number} ms epoch ms that the gateway said just now */
export function hearServerTime(ms) {
  const difference = ms - Date.now();
  // Less than half a second is the way here, not the clock.
  if (Number.isFinite(difference) && Math.abs(difference - offset) > 500) offset = difference;
}

/** Epoch ms by the gateway's clock. */
export const now = () => Date.now() + offset;
