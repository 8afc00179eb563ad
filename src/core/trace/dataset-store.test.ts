import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { slicesOf } from "../../testing/engine-dataset.ts";
import { md5Prefix, type OracleEvent } from "../../testing/oracle-event.ts";
import { textsOf } from "../dictionary-text.ts";
import type { ParsedSlice, Reject } from "../log/parsed-slice.ts";
import { PARTITION_COUNT, PHASE_POINT } from "../units.ts";
import type { AttributeSpec } from "./catalog.ts";
import type { Dataset } from "./dataset.ts";
import { DatasetStore } from "./dataset-store.ts";
import { keepPrefix } from "./stored-slice.ts";
import { withUsedNamesOnly } from "./used-names.ts";

const ITEM: readonly AttributeSpec[] = [{ name: "item", role: "key" }];

const POINT: OracleEvent = {
  request: "r",
  host: "h",
  task: null,
  taskName: "t",
  label: "a",
  ordinal: 1,
  phase: PHASE_POINT,
  order: PHASE_POINT,
  timeNs: 0,
  resNs: 1,
  file: 0,
  line: 1,
  item: null,
};

/** Two files of three slices each, of four lines: three requests and a reject. */
function sixSlices(): ParsedSlice[] {
  return Array.from({ length: 6 }, (_, at) => {
    const events = [0, 1, 2].map((i) => ({
      ...POINT,
      request: `r${at}${i}`,
      line: i + 1,
      timeNs: at,
      host: `h${9 - at}`,
    }));
    const reject: Reject = { code: at % 2 === 0 ? "T_NONE" : "P_SYNTAX", line: 3, reason: "odd", sample: `${at}` };
    const [slice] = slicesOf(events);
    return {
      ...slice,
      fileIndex: at < 3 ? 0 : 1,
      sliceIndex: at % 3,
      counts: { lines: 4, records: 3, continuations: 0, blank: 0, duplicates: 0, rejects: 1 },
      rejects: [reject],
      rejectCounts: [{ code: reject.code, count: 1 }],
      lineOffsets: Float64Array.of(at * 100, at * 100 + 50),
      lineOffsetLines: Uint32Array.of(0, 2),
    };
  });
}

function stored(slices: readonly ParsedSlice[], budgetBytes = 1e9): Dataset {
  const store = new DatasetStore(0n, [ITEM, ITEM], budgetBytes);
  for (const slice of slices) store.add(slice);
  return store.finish();
}

function partitionsOf(dataset: Dataset) {
  return Array.from({ length: PARTITION_COUNT }, (_, partition) => dataset.rawPartition(partition));
}

describe("a dataset of slices", () => {
  const orders = fc.shuffledSubarray([0, 1, 2, 3, 4, 5], { minLength: 6 });

  it("is the same in any order of arrival, and so is the sample within a budget", () => {
    const slices = sixSlices();
    fc.assert(
      fc.property(orders, fc.constantFrom(1e9, 400, 100), (order, budgetBytes) => {
        const expected = stored(slices, budgetBytes);
        const dataset = stored(
          order.map((at) => slices[at]),
          budgetBytes,
        );
        expect(dataset.keptPartitions).toBe(expected.keptPartitions);
        expect(dataset.catalog).toEqual(expected.catalog);
        expect(partitionsOf(dataset)).toEqual(partitionsOf(expected));
        expect(dataset.fileReports).toEqual(expected.fileReports);
      }),
    );
  });

  it("keeps the first partitions whole when the budget is short", () => {
    const all = partitionsOf(stored(sixSlices()));
    const sample = stored(sixSlices(), 400);
    expect(sample.keptPartitions).toBeLessThan(PARTITION_COUNT);
    expect(sample.eventCount).toBeGreaterThan(0);
    partitionsOf(sample).forEach(({ requests }, partition) => {
      expect(textsOf(requests)).toEqual(partition < sample.keptPartitions ? textsOf(all[partition].requests) : []);
    });
  });

  it("numbers lines through the slices of a file, in rows, rejects and offsets alike", () => {
    const dataset = stored(sixSlices());
    expect(dataset.lineIndex(1)).toEqual({
      line: Float64Array.of(1, 3, 5, 7, 9, 11),
      offset: Float64Array.of(300, 350, 400, 450, 500, 550),
    });
    expect(dataset.fileReports.map(({ counts }) => [counts.lines, counts.records, counts.rejects])).toEqual([
      [12, 9, 3],
      [12, 9, 3],
    ]);
    const rejects = dataset.fileReports.map((report) =>
      report.rejects.map(({ code, count, samples }) => [
        code,
        count,
        ...samples.map(({ line, sample }) => [line, sample]),
      ]),
    );
    expect(rejects).toEqual([
      [
        ["T_NONE", 2, [4, "0"], [12, "2"]],
        ["P_SYNTAX", 1, [8, "1"]],
      ],
      [
        ["P_SYNTAX", 2, [4, "3"], [12, "5"]],
        ["T_NONE", 1, [8, "4"]],
      ],
    ]);
    const { requests, file, line } = dataset.rawPartition(md5Prefix("r41") >>> 26);
    const at = textsOf(requests).indexOf("r41");
    expect([file[at], line[at]]).toEqual([1, 6]);
  });

  it("has no rows once they are released", () => {
    const dataset = stored(sixSlices());
    dataset.release();
    expect(partitionsOf(dataset).every(({ timeNs }) => timeNs.length === 0)).toBe(true);
    expect(dataset.eventCount).toBe(18);
  });
});

describe("resolution", () => {
  const resolutionOf = (stamps: number, exponents: readonly number[]) => {
    const [slice] = slicesOf(exponents.map((_, at) => ({ ...POINT, label: `l${at}`, line: at + 1 })));
    const store = new DatasetStore(0n, [ITEM], 1e9);
    const sourceResolution = Uint8Array.from(exponents);
    store.add({ ...slice, sourceResolution, sourceStamps: new Uint32Array(exponents.length).fill(stamps) });
    const raw = store.finish().rawPartition(md5Prefix("r") >>> 26);
    return [...raw.resolution];
  };

  it("is the source's own from 50 stamps on, else that of the file, at most a second", () => {
    expect(resolutionOf(50, [6, 3, 9])).toEqual([6, 3, 9]);
    expect(resolutionOf(49, [6, 3, 9])).toEqual([3, 3, 3]);
    expect(resolutionOf(49, [9, 9])).toEqual([9, 9]);
  });
});

describe("a sample", () => {
  it("tells the same whether its slices were parsed before or after the sample shrank", () => {
    const whole = Array.from({ length: 4 }, (_, at) => {
      const events = Array.from({ length: 120 }, (_, i) => ({
        ...POINT,
        request: `r${at}-${i}`,
        host: `h${i}`,
        label: `l${i % 7}`,
        item: `i${i % 13}`,
        line: i + 1,
        // Coarse stamps but for every fifth request: resolutions depend on which requests are kept.
        timeNs: i * 1000 + (i % 5 === 0 ? 7 : 0),
      }));
      return { ...slicesOf(events)[0], fileIndex: 0, sliceIndex: at };
    });
    const limit = 27 * 100;
    const datasetOf = (slices: readonly ParsedSlice[]) => {
      const store = new DatasetStore(0n, [ITEM], limit);
      for (const slice of slices) store.add(slice);
      return store.finish();
    };
    const late = datasetOf(whole);
    expect(late.keptPartitions).toBeLessThan(PARTITION_COUNT);
    // The same slices as a parser gives them that knew the limit from the start: only the rows that are kept.
    const early = datasetOf(whole.map((slice) => withUsedNamesOnly(keepPrefix(slice, late.keptPartitions))));
    expect(textsOf(early.catalog.hosts)).toEqual(textsOf(late.catalog.hosts));
    for (let partition = 0; partition < late.keptPartitions; partition++) {
      expect(early.rawPartition(partition)).toEqual(late.rawPartition(partition));
    }
  });
});
