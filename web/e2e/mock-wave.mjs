// Made-up figures that are a function of time alone, so that a chart, a row and a reading never disagree.
export const GIB = 2 ** 30;

const hash = (text) =>
  [...text].reduce((sum, char) => Math.imul(sum ^ char.codePointAt(0), 16777619) >>> 0, 2166136261);

export function noise(seed, step) {
  let value = (hash(seed) ^ Math.imul(step, 0x9e3779b1)) >>> 0;
  value = Math.imul(value ^ (value >>> 15), 1 | value);
  value ^= value + Math.imul(value ^ (value >>> 7), 61 | value);
  return ((value ^ (value >>> 14)) >>> 0) / 2 ** 32;
}

/** A wandering figure at a moment (Unix seconds): a day's wave, slow noise, quick noise. */
export function wave(seed, at, base, swing) {
  const slow = (period) => {
    const step = Math.floor(at / period);
    const part = at / period - step;
    return noise(`${seed}${period}`, step) * (1 - part) + noise(`${seed}${period}`, step + 1) * part - 0.5;
  };
  const day = Math.sin(((at % 86400) / 86400 + noise(seed, 7)) * Math.PI * 2) * 0.4;
  return Math.max(0, base + swing * (day + slow(3600) + slow(600) * 0.6 + slow(20) * 0.5));
}

/** Forty minutes in which nobody wrote anything, some hours back. */
export function isInGap(time, now) {
  const age = now / 1000 - time;
  return age > 8 * 3600 && age < 8.7 * 3600;
}

export const rank = ['ok', 'info', 'unknown', 'warning', 'critical'];

export const worst = (items) =>
  items.reduce((sum, each) => (rank.indexOf(each) > rank.indexOf(sum) ? each : sum), 'ok');
