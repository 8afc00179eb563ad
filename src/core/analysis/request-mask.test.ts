import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type OracleDataset, pointDataset, requestFilter, spanDataset } from "../../testing/arbitraries.ts";
import { engineDataset } from "../../testing/engine-dataset.ts";
import { consecutiveSegments, type OracleEvent, withPointOrdinals } from "../../testing/oracle-event.ts";
import { isKept } from "../../testing/oracle-filter.ts";
import { textsOf } from "../dictionary-text.ts";
import { requestCountOf } from "../trace/event-table.ts";
import { PHASE_POINT } from "../units.ts";
import { CatalogNames } from "./names.ts";
import type { RequestFilter } from "./request-filter.ts";
import { RequestMask } from "./request-mask.ts";

function expectMaskAgrees({ events, segments }: OracleDataset, filter: RequestFilter): void {
  const data = engineDataset(events);
  const mask = new RequestMask(filter, new CatalogNames(data.catalog), -1);
  data.tables.forEach((table, at) => {
    const classOfRequest = Int32Array.from(
      { length: requestCountOf(table) },
      (_, i) => ((data.firstRanks[at] + i) % 4) - 1,
    );
    const kept = textsOf(table.requests).map((id, request) => {
      const own = events.filter((event) => event.request === id);
      const ownSegments = segments.filter(({ start }) => start.request === id);
      return isKept({ id, classId: classOfRequest[request], events: own, segments: ownSegments }, filter) ? 1 : 0;
    });
    expect([...mask.of(table, classOfRequest)]).toEqual(kept);
  });
}

function asPoints(events: readonly OracleEvent[]): OracleDataset {
  const points = withPointOrdinals(
    events.map((event) => ({ ...event, phase: PHASE_POINT, order: PHASE_POINT, ordinal: 1 })),
  );
  return { events: points, segments: consecutiveSegments(points) };
}

describe("the requests that a filter keeps", () => {
  it("are those of the definition, of points", () => {
    const drawn = pointDataset(20).filter(({ events }) => events.length > 0);
    fc.assert(
      fc.property(drawn, requestFilter(), ({ events }, filter) => expectMaskAgrees(asPoints(events), filter)),
      { numRuns: 400 },
    );
  });

  it("are those of the definition, of spans", () => {
    const drawn = spanDataset(10).filter(({ events }) => events.length > 0);
    fc.assert(fc.property(drawn, requestFilter(), expectMaskAgrees), { numRuns: 200 });
  });
});
