import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { slicesOfFile } from "../../testing/in-thread-analysis.ts";
import { encodeUtf8 } from "../bytes.ts";
import { textOf } from "../dictionary-text.ts";
import type { SourcePlan } from "../log/source-plan.ts";
import type { Dataset } from "./dataset.ts";
import { DatasetStore } from "./dataset-store.ts";

const PLAN: SourcePlan = {
  format: "ndjson",
  compression: "none",
  roles: {
    request: [{ column: "r" }],
    time: { column: "t", unit: "ms" },
    host: { column: "h" },
    task: [],
    label: [{ column: "e" }],
    keys: [],
    attributes: [],
  },
};

interface Reading {
  /** Events without their places, sorted; with multiplicity. */
  readonly events: readonly string[];
  /** "file line event", sorted. */
  readonly places: readonly string[];
  readonly duplicates: readonly number[];
}

interface Options {
  readonly sliceBytes?: number;
  readonly plan?: SourcePlan;
  readonly memoryBudgetBytes?: number;
  readonly reversed?: boolean;
}

/** Reads files in this order from bytes to a dataset. */
function read(files: readonly string[], options: Options = {}): Reading {
  const { sliceBytes = 1 << 20, plan = PLAN, memoryBudgetBytes = 1e9, reversed = false } = options;
  const store = new DatasetStore(
    0n,
    files.map(() => []),
    memoryBudgetBytes,
  );
  const slices = files.flatMap((text, fileIndex) => {
    const context = { fileIndex, originNs: 0n, keepPartitions: 64, hashLines: files.length > 1 };
    return slicesOfFile({ plan, bytes: encodeUtf8(text) }, context, sliceBytes);
  });
  for (const slice of reversed ? slices.reverse() : slices) store.add(slice);
  const dataset = store.finish();
  const places = placesIn(dataset);
  for (const { counts } of dataset.fileReports) {
    const { lines, records, continuations, blank, duplicates, rejects } = counts;
    expect(records + continuations + blank + duplicates + rejects).toBe(lines);
  }
  return {
    events: places.map((place) => place.split(" ").slice(2).join(" ")).sort(),
    places,
    duplicates: dataset.fileReports.map(({ counts }) => counts.duplicates),
  };
}

function placesIn(dataset: Dataset): string[] {
  const { catalog } = dataset;
  const places: string[] = [];
  for (let partition = 0; partition < dataset.keptPartitions; partition++) {
    const raw = dataset.rawPartition(partition);
    for (let row = 0; row < raw.timeNs.length; row++) {
      const label = textOf(catalog.labels, catalog.baseLabel[raw.base[row]]);
      const host = textOf(catalog.hosts, raw.host[row]);
      const request = textOf(raw.requests, raw.request[row]);
      places.push(`${raw.file[row]} ${raw.line[row]} ${request} ${raw.timeNs[row]} ${host} ${label}`);
    }
  }
  return places.sort();
}

const line = (request: number, ms: number, label: string, host = "a") =>
  `{"r":"r${request}","t":${1_700_000_000_000 + ms},"h":"${host}","e":"${label}"}\n`;

/** A log with loops: few requests, stamps and labels, so that equal lines occur. */
const LOG = fc.array(
  fc.tuple(fc.nat(3), fc.nat(6), fc.constantFrom("begin", "step", "end")).map(([r, ms, e]) => line(r, ms, e)),
  { minLength: 1, maxLength: 40 },
);
const SLICE = fc.integer({ min: 30, max: 400 });

describe("lines that shippers delivered twice", () => {
  test("a file and a stretch of it are the file", () => {
    fc.assert(
      fc.property(LOG, fc.nat(), fc.nat(), SLICE, fc.boolean(), (log, a, b, sliceBytes, reversed) => {
        const [from, to] = [a % log.length, b % (log.length + 1)].sort((x, y) => x - y);
        const stretch = log.slice(from, to);
        const files = [log.join(""), stretch.join("")];
        const found = read(files, { sliceBytes, reversed });
        // As one file alone, and which copies stay: those of the first.
        expect(found.places).toEqual(read([log.join("")]).places);
        expect(found.duplicates).toEqual([0, stretch.length]);
        // Of whichever file comes first the lines stay.
        const turned = read(files.toReversed(), { sliceBytes });
        expect(turned.events).toEqual(found.events);
      }),
      { numRuns: 60 },
    );
  });

  test("files that overlap are the log that they were cut from", () => {
    fc.assert(
      fc.property(LOG, fc.nat(), fc.nat(), SLICE, (log, a, b, sliceBytes) => {
        // Stamps ascend, so that the cut of one file says which lines are copies.
        const sorted = log.map((text, at) => text.replace(/"t":\d+/, `"t":${1_700_000_000_000 + at}`));
        const [from, to] = [a % log.length, b % (log.length + 1)].sort((x, y) => x - y);
        const found = read([sorted.slice(0, to).join(""), sorted.slice(from).join("")], { sliceBytes });
        expect(found.events).toEqual(read([sorted.join("")]).events);
        expect(found.duplicates).toEqual([0, to - from]);
      }),
      { numRuns: 60 },
    );
  });

  test("equal lines of one file are loops: of several files, as many stay as in the file with the most", () => {
    const loop = line(1, 5, "step");
    expect(read([loop.repeat(3)])).toMatchObject({ duplicates: [0], events: { length: 3 } });
    expect(read([loop.repeat(3), loop.repeat(2)])).toMatchObject({ duplicates: [0, 2], events: { length: 3 } });
    expect(read([loop.repeat(2), loop.repeat(3)])).toMatchObject({ duplicates: [0, 2], events: { length: 3 } });
    expect(read([loop, loop.repeat(3), loop.repeat(4)])).toMatchObject({
      duplicates: [0, 1, 3],
      events: { length: 4 },
    });
  });

  test("a copy agrees in every byte, in stamp, host and request", () => {
    const others = [line(1, 5, "step ", "a"), line(1, 6, "step"), line(2, 5, "step"), line(1, 5, "step", "b")];
    for (const other of others) expect(read([line(1, 5, "step"), other]).duplicates).toEqual([0, 0]);
    // Parts of a line that play no role tell lines apart, too.
    const noted = (note: string) => line(1, 5, "step").replace("}", `,"note":"${note}"}`);
    expect(read([noted("x"), noted("y")]).duplicates).toEqual([0, 0]);
    expect(read([noted("x"), noted("x")]).duplicates).toEqual([0, 1]);
  });

  test("the host that an envelope tells is part of what is compared", () => {
    const plan: SourcePlan = {
      format: "ndjson",
      compression: "none",
      envelopes: [{ kind: "json", content: "line", fields: ["pod"] }],
      roles: {
        request: [{ column: "r" }],
        time: { column: "t", unit: "ms" },
        host: { column: "@pod" },
        task: [],
        label: [{ column: "e" }],
        keys: [],
        attributes: [],
      },
    };
    const wrapped = (pod: string) => `${JSON.stringify({ pod, line: line(1, 5, "step") })}\n`;
    expect(read([wrapped("a"), wrapped("b")], { plan }).duplicates).toEqual([0, 0]);
    expect(read([wrapped("a"), wrapped("a")], { plan }).duplicates).toEqual([0, 1]);
  });

  test("replicas that write the same words in the same millisecond now and then keep theirs", () => {
    const log = (replica: number) =>
      Array.from({ length: 600 }, (_, i) => line(i % 40, i % 50 === 0 ? i * 10 : i * 10 + replica, "step"));
    const found = read([log(1).join(""), log(2).join("")]);
    expect(found.duplicates).toEqual([0, 0]);
    expect(found.events.length).toBe(1200);
    // A search in a log is an excerpt of it, however few lines it found.
    const excerpt = log(1).filter((_, i) => i % 97 === 0);
    expect(read([log(1).join(""), excerpt.join("")]).duplicates).toEqual([0, excerpt.length]);
    expect(read([excerpt.join(""), log(1).join("")]).duplicates).toEqual([0, excerpt.length]);
  });

  test("lines that were refused or are blank are no records, and stay what they are", () => {
    const text = `${line(1, 5, "step")}\n{"no":"request"}\nplain words\n`;
    const found = read([text, text]);
    expect(found.duplicates).toEqual([0, 1]);
  });

  test("in a sample the copies among the kept requests are dropped, whatever order slices come in", () => {
    const log = Array.from({ length: 400 }, (_, i) => line(i, i, "step")).join("");
    const options = { sliceBytes: 2000, memoryBudgetBytes: 400 * (27 + 8) };
    const found = read([log, log], options);
    expect(found.events.length).toBeLessThan(300);
    expect(found.duplicates[1]).toBe(found.events.length);
    expect(read([log, log], { ...options, reversed: true })).toEqual(found);
  });
});

test("what is left out leaves no trace: names, resolutions and counts are those of the log alone", () => {
  const fine = Array.from({ length: 60 }, (_, i) => line(i, i * 10, "step")).join("");
  const alone = new DatasetStore(0n, [[]], 1e9);
  const twice = new DatasetStore(0n, [[], []], 1e9);
  const context = { originNs: 0n, keepPartitions: 64, hashLines: true };
  const bytes = encodeUtf8(fine);
  for (const slice of slicesOfFile({ plan: PLAN, bytes }, { ...context, fileIndex: 0 }, 1 << 20)) {
    alone.add(slice);
    twice.add(slice);
  }
  for (const slice of slicesOfFile({ plan: PLAN, bytes }, { ...context, fileIndex: 1 }, 1 << 20)) twice.add(slice);
  const [a, b] = [alone.finish(), twice.finish()];
  expect(b.catalog).toEqual(a.catalog);
  expect(b.eventCount).toBe(60);
  for (let partition = 0; partition < 64; partition++) {
    expect(b.rawPartition(partition)).toEqual(a.rawPartition(partition));
  }
  expect(b.fileReports[1].warnings).toEqual([{ code: "S_DUP", count: 60 }]);
});
