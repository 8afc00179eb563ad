import type { Catalog } from "../trace/catalog.ts";
import type { ClassIndex } from "../trace/class-tables.ts";
import type { EventTable } from "../trace/event-table.ts";
import { requestCountOf } from "../trace/event-table.ts";
import { RequestView } from "../trace/request-view.ts";
import { LOG_BINS, logBin, logBinPercentile } from "./log-bins.ts";

/**
 * When the segments of a class start (from the start of their request) and how long they last, as histograms over the
 * bins of `logBin`: [kind][bin], requests. Law: parts add up, in any order; no request at all is the identity.
 *
 * Bytes: 6,400 a kind. A list of all values would be exact, and take 16 bytes for every segment of every request.
 */
export interface SpreadCounts {
  readonly kinds: number;
  readonly offsets: Uint32Array;
  readonly durations: Uint32Array;
}

/** Nearest-rank percentiles in ns. */
export interface Spread {
  readonly p10: number;
  readonly p50: number;
  readonly p90: number;
}

/** Percentiles of one segment kind, each within `LOG_BIN_ERROR_SHARE` (3.1 %) of the exact ones. */
export interface SegmentSpread {
  readonly requests: number;
  readonly offsetNs: Spread;
  readonly durationNs: Spread;
}

export function emptySpread(kinds: number): SpreadCounts {
  return { kinds, offsets: new Uint32Array(kinds * LOG_BINS), durations: new Uint32Array(kinds * LOG_BINS) };
}

/** Counts the requests of one class. */
export class SpreadTally {
  private readonly counts: SpreadCounts;
  private readonly view: RequestView;

  constructor(
    catalog: Catalog,
    private readonly classId: number,
    private readonly index: ClassIndex,
  ) {
    this.view = new RequestView(catalog);
    this.counts = emptySpread(index.table.segmentStart.length);
  }

  addTable(table: EventTable, classOfRequest: Int32Array): void {
    const { view } = this;
    const { offsets, durations } = this.counts;
    const requests = requestCountOf(table);
    for (let request = 0; request < requests; request++) {
      if (classOfRequest[request] !== this.classId) continue;
      view.load(table, request);
      view.classify(this.index);
      for (let run = 0; run < view.runCount; run++) {
        const at = view.runKind[run] * LOG_BINS;
        offsets[at + logBin(view.runStartNs[run] - view.timeNs[0])]++;
        durations[at + logBin(view.runEndNs[run] - view.runStartNs[run])]++;
      }
    }
  }

  finish(): SpreadCounts {
    return this.counts;
  }
}

/** Adds `part` to `into`. */
export function addSpread(into: SpreadCounts, part: SpreadCounts): void {
  for (let i = 0; i < into.offsets.length; i++) {
    into.offsets[i] += part.offsets[i];
    into.durations[i] += part.durations[i];
  }
}

/** Per segment kind of the class. */
export function segmentSpreads({ kinds, offsets, durations }: SpreadCounts): SegmentSpread[] {
  return Array.from({ length: kinds }, (_, kind) => {
    const at = kind * LOG_BINS;
    return {
      requests: offsets.subarray(at, at + LOG_BINS).reduce((sum, count) => sum + count, 0),
      offsetNs: spreadOf(offsets, at),
      durationNs: spreadOf(durations, at),
    };
  });
}

function spreadOf(counts: Uint32Array, at: number): Spread {
  const [p10, p50, p90] = [0.1, 0.5, 0.9].map((share) => logBinPercentile(counts, at, share));
  return { p10, p50, p90 };
}
