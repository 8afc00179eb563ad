/**
 * A fixed scale for durations, so that histograms of any parts of a dataset add up: every ns below 32 has a bin of its
 * own, above that an octave has 16 equally wide bins. Integers throughout: no logarithm, the same bins on any engine.
 *
 *     ns    0 1 2 … 31 | 32 34 36 … 62 | 64 68 … 124 | …
 */
const BINS_PER_OCTAVE = 16;
/** ns from which bins of 2^53 ns would begin: 104 days, beyond which stamps are not exact. */
const LARGEST_EXPONENT = 52;
export const LOG_BINS = (LARGEST_EXPONENT - 2) * BINS_PER_OCTAVE;
/** The middle of a bin differs from anything in it by at most this share. */
export const LOG_BIN_ERROR_SHARE = 1 / (2 * BINS_PER_OCTAVE);

/** Bin of a duration in ns, at least 0. Beyond the last bin counts as in it. */
export function logBin(ns: number): number {
  if (ns < BINS_PER_OCTAVE) return Math.max(0, Math.floor(ns));
  const exponent = exponentOf(ns);
  if (exponent > LARGEST_EXPONENT) return LOG_BINS - 1;
  return (exponent - 4) * BINS_PER_OCTAVE + Math.floor(ns / 2 ** (exponent - 4));
}

/** Smallest duration of a bin, in ns; of `LOG_BINS`, the end of the last bin. */
export function logBinLowNs(bin: number): number {
  if (bin < BINS_PER_OCTAVE) return bin;
  const octave = Math.floor(bin / BINS_PER_OCTAVE) - 1;
  return (BINS_PER_OCTAVE + (bin % BINS_PER_OCTAVE)) * 2 ** octave;
}

/** What stands for a bin: the middle of the whole ns in it, exact below 32 ns. */
export function logBinMiddleNs(bin: number): number {
  return Math.floor((logBinLowNs(bin) + logBinLowNs(bin + 1) - 1) / 2);
}

/** Nearest-rank percentile of a histogram over these bins (from `at` of a larger array), within the error of a bin. */
export function logBinPercentile(counts: ArrayLike<number>, at: number, share: number): number {
  let total = 0;
  for (let bin = 0; bin < LOG_BINS; bin++) total += counts[at + bin];
  const rank = Math.max(1, Math.ceil(share * total));
  let seen = 0;
  for (let bin = 0; bin < LOG_BINS; bin++) {
    seen += counts[at + bin];
    if (seen >= rank) return logBinMiddleNs(bin);
  }
  return 0;
}

/** Exponent of the largest power of two that is not above the value, which is at least 1. Exact, unlike a logarithm. */
function exponentOf(value: number): number {
  return value < 2 ** 32 ? 31 - Math.clz32(value) : 63 - Math.clz32(value / 2 ** 32);
}
