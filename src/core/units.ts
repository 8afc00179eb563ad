/** Shared units and limits. Every limit names the document or measurement it comes from. */

/** Requests are routed to this many partitions by the top six bits of the md5 of their id. */
export const PARTITION_COUNT = 64;

export const NS_PER_DAY = 86_400_000_000_000;
export const NS_PER_HOUR = 3_600_000_000_000;
export const NS_PER_MINUTE = 60_000_000_000;
export const NS_PER_SECOND = 1_000_000_000;
export const NS_PER_MILLISECOND = 1_000_000;
export const NS_PER_MICROSECOND = 1_000;

/** Phase of an event kind: it decides ties and the order of equal stamps (end before point before start). */
export const PHASE_END = 0;
export const PHASE_POINT = 1;
export const PHASE_START = 2;
export type Phase = typeof PHASE_END | typeof PHASE_POINT | typeof PHASE_START;

/** Marks "none" in Int32 index columns. */
export const NONE = -1;
