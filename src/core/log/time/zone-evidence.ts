/** A stamp without a zone and an outer one that has it, of one record. */
export interface ZonePair {
  /** Seconds on the local clock; of a stamp without a date, of its day only. */
  readonly localSeconds: number;
  readonly hasDate: boolean;
  /** Seconds since 1970 UTC. */
  readonly outerSeconds: number;
}

/** What is known of the times of one file. */
export interface ZoneSibling {
  readonly name: string;
  /** Whether its stamps tell their zone (or are epochs). */
  readonly hasZone: boolean;
  /** Seconds since 1970 of its first and last stamp; without a zone: read as if they were UTC. */
  readonly minSeconds: number;
  readonly maxSeconds: number;
}

const STEP_MINUTES = 15;
const SECONDS_PER_DAY = 86_400;
/** The zones of the world reach from here to a day further. */
const MIN_MINUTES = -12 * 60;
const MAX_MINUTES = 14 * 60;
/** Collectors are late now and then; a zone that fewer records agree on is none. */
const LEAST_SHARE = 0.8;
/** Files of one incident overlap in time. */
const LEAST_OVERLAP = 0.5;

/**
 * Minutes east of UTC that local stamps are from the outer stamps of their records, in steps of 15 min; undefined if
 * less than 80 % of the pairs agree. Without dates, +12:00 … +14:00 and −12:00 … −10:00 are the same: the one nearer to
 * UTC is taken. O(pairs).
 */
export function zoneFromOuter(pairs: readonly ZonePair[]): number | undefined {
  const counts = new Map<number, number>();
  for (const { localSeconds, hasDate, outerSeconds } of pairs) {
    let seconds = localSeconds - outerSeconds;
    if (!hasDate) {
      seconds -= Math.round(seconds / SECONDS_PER_DAY) * SECONDS_PER_DAY;
    }
    const minutes = Math.round(seconds / 60 / STEP_MINUTES) * STEP_MINUTES;
    counts.set(minutes, (counts.get(minutes) ?? 0) + 1);
  }
  const [best] = [...counts].sort(([a, n], [b, m]) => m - n || Math.abs(a) - Math.abs(b) || b - a);
  if (best === undefined || best[1] < pairs.length * LEAST_SHARE) return undefined;
  return best[0] >= MIN_MINUTES && best[0] <= MAX_MINUTES ? best[0] : undefined;
}

/**
 * Minutes east of UTC of a file without a zone, from files that tell theirs: the offset in whole quarters of an hour
 * under which its time lies best within theirs. Undefined if there are none, it overlaps less than half with them, or
 * several offsets fit alike. O(offsets · files).
 */
export function zoneFromSiblings(file: ZoneSibling, siblings: readonly ZoneSibling[]): number | undefined {
  const known = siblings.filter(({ hasZone, name }) => hasZone && name !== file.name);
  if (known.length === 0) return undefined;
  const from = Math.min(...known.map(({ minSeconds }) => minSeconds));
  const until = Math.max(...known.map(({ maxSeconds }) => maxSeconds));
  const length = Math.max(1, Math.min(file.maxSeconds - file.minSeconds, until - from));
  let best: number | undefined;
  let bestShare = 0;
  let bestDistance = 0;
  let isClear = false;
  for (let minutes = MIN_MINUTES; minutes <= MAX_MINUTES; minutes += STEP_MINUTES) {
    const min = file.minSeconds - minutes * 60;
    const max = file.maxSeconds - minutes * 60;
    const share = Math.min(1, (Math.min(max, until) - Math.max(min, from) + 1) / length);
    const distance = Math.abs(min - from) + Math.abs(max - until);
    if (share < bestShare || (share === bestShare && distance > bestDistance)) continue;
    isClear = share > bestShare || distance < bestDistance;
    best = minutes;
    bestShare = share;
    bestDistance = distance;
  }
  return isClear && bestShare >= LEAST_OVERLAP ? best : undefined;
}
