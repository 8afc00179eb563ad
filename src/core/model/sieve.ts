import type { Catalog } from "../trace/catalog.ts";
import type { ClassIndex, ClassTable } from "../trace/class-tables.ts";
import type { EventTable } from "../trace/event-table.ts";
import { requestCountOf } from "../trace/event-table.ts";
import { RequestView } from "../trace/request-view.ts";
import { emptyOrderCells } from "./order-cells.ts";
import { OrderCounter } from "./order-counter.ts";
import { emptyOverlapCells } from "./overlap-cells.ts";
import { OverlapCounter } from "./overlap-counter.ts";
import { commonKinds, LEAST_COLUMNS } from "./pair-columns.ts";
import type { PairKernel } from "./pair-kernel.ts";
import type { PartialModel } from "./partial-model.ts";
import { addLimbs } from "./partial-model.ts";
import { PipelineCounter } from "./pipelines.ts";
import type { Windows } from "./windows.ts";
import { originMinuteOf, windowOf } from "./windows.ts";

interface ClassSieve {
  requests: number;
  readonly orders: OrderCounter;
  readonly overlaps: OverlapCounter;
  readonly pipelines: PipelineCounter;
  readonly segmentOccurrences: Float64Array;
  readonly durationHigh: Float64Array;
  readonly durationLow: Float64Array;
}

/**
 * Assumes every relation between the kinds of a class and lets the requests refute what is false (semantics §5, §7):
 * counts, per pair of event kinds, which came first; per pair of segment kinds, whether they overlapped; per pair of
 * task names, whether one handed elements to the other in order. Counts everything, eliminates nothing early.
 */
export class Sieve {
  private readonly classes: (ClassSieve | undefined)[];
  private readonly view: RequestView;
  private readonly originMinute: number;

  /**
   * @param kernel compares many requests at once; null counts one by one, with equal results
   * @param leastColumns classes with fewer common kinds are counted one by one
   */
  constructor(
    private readonly catalog: Catalog,
    private readonly tables: readonly ClassTable[],
    private readonly indices: readonly ClassIndex[],
    private readonly windows: Windows,
    private readonly kernel: PairKernel | null = null,
    private readonly leastColumns = LEAST_COLUMNS,
  ) {
    this.classes = tables.map(() => undefined);
    this.view = new RequestView(catalog);
    this.originMinute = originMinuteOf(catalog.originNs);
  }

  /**
   * Adds the requests of a table. Tables must come in ascending partition order.
   *
   * @param firstRank rank of the table's first request among all requests of the dataset
   * @param classOfRequest class id per request, −1 = none
   */
  addTable(table: EventTable, classOfRequest: Int32Array, firstRank: number): void {
    const count = requestCountOf(table);
    const view = this.view;
    for (let request = 0; request < count; request++) {
      const id = classOfRequest[request];
      if (id < 0) continue;
      const sieve = this.sieveOf(id);
      view.load(table, request);
      view.classify(this.indices[id]);
      const rank = firstRank + request;
      sieve.requests++;
      sieve.orders.add(view, windowOf(this.windows, this.originMinute, view.timeNs[0]), rank);
      sieve.overlaps.add(view, rank);
      sieve.pipelines.add(view, table, rank);
      for (let i = 0; i < view.runCount; i++) {
        const kind = view.runKind[i];
        sieve.segmentOccurrences[kind]++;
        addLimbs(sieve.durationHigh, sieve.durationLow, kind, view.timeNs[view.runEnd[i]] - view.runStartNs[i]);
      }
    }
  }

  finish(): PartialModel {
    return {
      classes: this.tables.map((_, id) => {
        const { requests, orders, overlaps, pipelines, segmentOccurrences, durationHigh, durationLow } =
          this.sieveOf(id);
        return {
          requests,
          orders: orders.finish(),
          overlaps: overlaps.finish(),
          pipelines: pipelines.finish(),
          segmentOccurrences,
          durationHigh,
          durationLow,
        };
      }),
    };
  }

  private sieveOf(id: number): ClassSieve {
    let sieve = this.classes[id];
    if (sieve === undefined) {
      const table = this.tables[id];
      const segments = table.segmentStart.length;
      sieve = {
        requests: 0,
        orders: new OrderCounter(
          emptyOrderCells(table.kindCode.length, this.windows.count),
          commonKinds(table.kindRequests, this.leastColumns),
          this.kernel,
        ),
        overlaps: new OverlapCounter(
          emptyOverlapCells(segments),
          commonKinds(table.segmentRequests, this.leastColumns),
          this.kernel,
        ),
        pipelines: new PipelineCounter(this.catalog, table),
        segmentOccurrences: new Float64Array(segments),
        durationHigh: new Float64Array(segments),
        durationLow: new Float64Array(segments),
      };
      this.classes[id] = sieve;
    }
    return sieve;
  }
}
