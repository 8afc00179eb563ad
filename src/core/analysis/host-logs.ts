import { type HostVisits, PAUSE_NS } from "./host-visits.ts";

/** A stretch of time, ns since the origin. */
export interface Stretch {
  readonly fromNs: number;
  readonly toNs: number;
}

/** What the log of a host covers. */
export interface HostLog extends Stretch {
  /** Stretches in which the host wrote nothing though it should have; ascending. */
  readonly silences: readonly Stretch[];
}

/** A silence lasts more than so many mean distances between the visits of requests. */
const SILENCE_DISTANCES = 20;

/**
 * The logs of hosts, by host id; null for hosts without a visit. A silence is a stretch without a visit that is longer than
 * PAUSE_NS and than 20 mean distances between the beginnings of visits: of those, rather than of lines, since where requests
 * are rare and write many lines, every stretch between two requests is long beside the distance of lines; of their mean,
 * rather than the median, since where requests come in bursts of a few, so is every stretch between two bursts.
 *
 * Linear in the visits: a stretch longer than a bucket begins and ends in different ones.
 */
export function hostLogs(visits: readonly HostVisits[], hostCount: number): (HostLog | null)[] {
  const spans = hostSpans(visits, hostCount);
  const buckets = spans.map((span) => (span === null ? null : new Buckets(span, silenceNs(span))));
  for (const { host, firstNs, lastNs } of visits) {
    for (let row = 0; row < host.length; row++) buckets[host[row]]?.add(firstNs[row], lastNs[row]);
  }
  return buckets.map((own, on) => {
    const span = spans[on];
    return own === null || span === null ? null : { fromNs: span.fromNs, toNs: span.toNs, silences: own.silences() };
  });
}

interface HostSpan extends Stretch {
  /** Visits, however they are parted. */
  readonly visits: number;
}

function hostSpans(visits: readonly HostVisits[], hostCount: number): (HostSpan | null)[] {
  const fromNs = new Float64Array(hostCount).fill(Number.POSITIVE_INFINITY);
  const toNs = new Float64Array(hostCount).fill(Number.NEGATIVE_INFINITY);
  const counts = new Float64Array(hostCount);
  for (const { request, host, firstNs, lastNs } of visits) {
    for (let row = 0; row < host.length; row++) {
      const on = host[row];
      if (firstNs[row] < fromNs[on]) fromNs[on] = firstNs[row];
      if (lastNs[row] > toNs[on]) toNs[on] = lastNs[row];
      if (row === 0 || request[row] !== request[row - 1] || on !== host[row - 1]) counts[on]++;
    }
  }
  return Array.from(counts, (count, on) =>
    count === 0 ? null : { fromNs: fromNs[on], toNs: toNs[on], visits: count },
  );
}

/** Stretches without a visit that are longer than this are silences. */
function silenceNs({ fromNs, toNs, visits }: HostSpan): number {
  const distanceNs = (toNs - fromNs) / Math.max(1, visits - 1);
  return Math.max(PAUSE_NS, Math.ceil(SILENCE_DISTANCES * distanceNs));
}

/** Beginnings and ends of visits by stretches of equal length. */
class Buckets {
  private readonly earliestBegin: Float64Array;
  private readonly latestEnd: Float64Array;
  /** Begun less ended in the bucket. */
  private readonly opened: Int32Array;

  constructor(
    private readonly span: Stretch,
    private readonly widthNs: number,
  ) {
    const count = this.at(span.toNs) + 1;
    this.earliestBegin = new Float64Array(count).fill(Number.POSITIVE_INFINITY);
    this.latestEnd = new Float64Array(count).fill(Number.NEGATIVE_INFINITY);
    this.opened = new Int32Array(count);
  }

  add(firstNs: number, lastNs: number): void {
    const begin = this.at(firstNs);
    const end = this.at(lastNs);
    if (firstNs < this.earliestBegin[begin]) this.earliestBegin[begin] = firstNs;
    if (lastNs > this.latestEnd[end]) this.latestEnd[end] = lastNs;
    this.opened[begin]++;
    this.opened[end]--;
  }

  silences(): Stretch[] {
    const { earliestBegin, latestEnd, opened, widthNs } = this;
    const found: Stretch[] = [];
    let open = 0;
    let fromNs = Number.POSITIVE_INFINITY;
    for (let bucket = 0; bucket < opened.length; bucket++) {
      const toNs = earliestBegin[bucket];
      // All visits before have ended in earlier buckets, the last at `fromNs`.
      if (open === 0 && toNs < Number.POSITIVE_INFINITY && toNs - fromNs > widthNs) found.push({ fromNs, toNs });
      open += opened[bucket];
      if (latestEnd[bucket] > Number.NEGATIVE_INFINITY) fromNs = latestEnd[bucket];
    }
    return found;
  }

  private at(timeNs: number): number {
    return Math.floor((timeNs - this.span.fromNs) / this.widthNs);
  }
}
