import { describe, expect, test } from "vitest";
import {
  csvEvents,
  type EventWriter,
  logbackEvents,
  logfmtEvents,
  pinoEvents,
} from "../../samples/format-writers/event-writers.ts";
import { type ShopEvent, shopEvents } from "../../samples/format-writers/shop-event.ts";
import { shopSystem } from "../../samples/shop-system.ts";
import { planSystem } from "../../samples/system-plan.ts";
import { memoryFile } from "../../testing/memory-file.ts";
import { encodeUtf8 } from "../bytes.ts";
import type { Outcome } from "../outcome.ts";
import { eventLines } from "./event-lines.ts";
import { parseBlock } from "./file-reading.ts";
import { ParseService } from "./parse-service.ts";
import type { LineCounts, ParsedSlice } from "./parsed-slice.ts";
import { isSliced } from "./random-access.ts";
import { SliceChain } from "./slice-chain.ts";

/** What real files have besides records, put into clean ones: from bytes, through detection, to events and counts. */

const CONTEXT = { fileIndex: 0, originNs: 1_699_920_000_000_000_000n, keepPartitions: 64 };
const SLICE_BYTES = 9_000;
const EVENTS = [...shopEvents(planSystem(shopSystem()), { requests: 30, seed: 3, meanGapNs: 4e6 })];
const service = new ParseService();

function expectValue<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(`${outcome.failure.code}: ${outcome.failure.message}`);
  return outcome.value;
}

interface Found {
  /** Without their lines, sorted. */
  readonly events: readonly string[];
  readonly counts: LineCounts;
  readonly rejects: readonly string[];
  readonly warnings: readonly string[];
}

/** Reads a dropped file as the app would: in slices, or as a stream where it takes a layer. */
async function found(bytes: Uint8Array): Promise<Found> {
  const file = memoryFile("dropped", bytes);
  const { plan } = expectValue(await service.detect(file));
  const slices: ParsedSlice[] = [];
  if (isSliced(plan)) {
    const chain = new SliceChain(bytes.length, SLICE_BYTES);
    for (let job = chain.take(); job !== null; job = chain.take()) {
      slices.push(...chain.settle(expectValue(await service.parse(file, plan, job, CONTEXT))));
    }
  } else {
    service.open(file, plan);
    for (let next = await service.next(); ; next = await service.next()) {
      const streamed = expectValue(next);
      if (streamed === null) break;
      slices.push(expectValue(parseBlock(plan, streamed.block, slices.length, CONTEXT)));
    }
  }
  const counts = { lines: 0, records: 0, continuations: 0, blank: 0, duplicates: 0, rejects: 0 };
  for (const slice of slices) {
    for (const name of Object.keys(counts) as (keyof typeof counts)[]) counts[name] += slice.counts[name];
  }
  expect(counts.records + counts.continuations + counts.blank + counts.rejects).toBe(counts.lines);
  return {
    events: slices
      .flatMap(eventLines)
      .map((event) => event.replace(/^\d+ /, ""))
      .sort(),
    counts,
    rejects: slices.flatMap(({ rejects }) => rejects.map(({ code }) => code)),
    warnings: slices.flatMap(({ warnings = [] }) => warnings.map(({ code }) => code)),
  };
}

function linesOf({ header = "", line }: EventWriter, events: readonly ShopEvent[] = EVENTS): string[] {
  return [...(header === "" ? [] : [header.trimEnd()]), ...events.map(line)];
}

const text = (lines: readonly string[], end = "\n") => lines.map((line) => line + end).join("");

function utf16(content: string, isBig: boolean): Uint8Array {
  const bytes = new Uint8Array(content.length * 2);
  for (let at = 0; at < content.length; at++) {
    const unit = content.charCodeAt(at);
    bytes[at * 2 + (isBig ? 1 : 0)] = unit & 255;
    bytes[at * 2 + (isBig ? 0 : 1)] = unit >> 8;
  }
  return bytes;
}

const NULS = "\0".repeat(4096);

/** What leaves every event as it is. */
const HARMLESS: readonly (readonly [string, (lines: readonly string[]) => Uint8Array])[] = [
  ["a byte order mark", (lines) => encodeUtf8(`\ufeff${text(lines)}`)],
  ["carriage returns and line feeds", (lines) => encodeUtf8(text(lines, "\r\n"))],
  ["carriage returns alone", (lines) => encodeUtf8(text(lines, "\r"))],
  ["no line end at the end", (lines) => encodeUtf8(text(lines).slice(0, -1))],
  ["blank lines", (lines) => encodeUtf8(text(lines.flatMap((line, i) => (i % 9 === 0 ? [line, "", "  "] : [line]))))],
  ["NULs before the first line, as copytruncate leaves", (lines) => encodeUtf8(`${NULS}${text(lines)}`)],
  [
    "NULs before lines in the middle",
    (lines) => encodeUtf8(text(lines.map((line, i) => (i % 90 ? line : NULS + line)))),
  ],
  ["UTF-16 with its mark", (lines) => utf16(`\ufeff${text(lines)}`, false)],
  ["UTF-16 of the other order without a mark", (lines) => utf16(text(lines, "\r\n"), true)],
];

describe.each([
  ["CSV", csvEvents],
  ["pino", pinoEvents],
  ["logfmt", logfmtEvents],
  ["logback", logbackEvents],
] as const)("%s", async (_, writer) => {
  const clean = await found(encodeUtf8(text(linesOf(writer))));

  test("clean, every line is a record or a header", () => {
    expect(clean.counts.records).toBe(EVENTS.length);
    expect(clean.events).toHaveLength(EVENTS.length);
    expect(clean.rejects).toEqual([]);
  });

  test.each(HARMLESS)("with %s: the same events", async (_name, made) => {
    const dirty = await found(made(linesOf(writer)));
    expect(dirty.events).toEqual(clean.events);
    expect(dirty.rejects).toEqual([]);
  });

  test("newest first: the same events", async () => {
    const dirty = await found(encodeUtf8(text(linesOf(writer, EVENTS.toReversed()))));
    expect(dirty.events).toEqual(clean.events);
  });

  test("cut in the middle of the last line: one line less, and the cut one is told", async () => {
    const whole = text(linesOf(writer));
    const last = writer.line(EVENTS[EVENTS.length - 1]);
    // In the middle of the stamp or id: no record, and never one with half a number.
    const cut = whole.slice(0, whole.length - last.length + 7);
    const dirty = await found(encodeUtf8(cut));
    expect(dirty.counts.records).toBe(EVENTS.length - 1);
    const lost = clean.events.filter((event) => !dirty.events.includes(event));
    expect(lost).toHaveLength(1);
    expect(dirty.counts.rejects + dirty.counts.continuations).toBe(1);
  });

  test("bytes that are no UTF-8 cost no record", async () => {
    const bytes = encodeUtf8(
      text(
        linesOf(writer).map((line, i) =>
          i % 100 === 5 ? line.replace(/(request|item|stock|answer)(?=[^a-z]*$)/, "#") : line,
        ),
      ),
    );
    const dirty = await found(bytes.map((byte) => (byte === 0x23 ? 0xfc : byte)));
    expect(dirty.counts.records).toBe(EVENTS.length);
  });
});

describe("formats of lines", () => {
  test("a header repeated in the middle is blank", async () => {
    const lines = linesOf(csvEvents);
    const clean = await found(encodeUtf8(text(lines)));
    const dirty = await found(encodeUtf8(text([...lines.slice(0, 150), lines[0], ...lines.slice(150)])));
    expect(dirty.events).toEqual(clean.events);
    expect([clean.counts.blank, dirty.counts.blank]).toEqual([1, 2]);
  });

  test("two objects on one line are two records, and the line counts once", async () => {
    const lines = linesOf(pinoEvents);
    const clean = await found(encodeUtf8(text(lines)));
    const joined = lines.flatMap((line, i) => (i % 50 === 10 ? [] : [i % 50 === 9 ? line + lines[i + 1] : line]));
    const dirty = await found(encodeUtf8(text(joined)));
    expect(dirty.events).toEqual(clean.events);
    expect(dirty.counts.lines).toBe(joined.length);
  });

  test("colours and stack traces change no event", async () => {
    const clean = await found(encodeUtf8(text(linesOf(logbackEvents))));
    const coloured = linesOf(logbackEvents).map((line) => line.replace("INFO", "\u001b[32mINFO\u001b[0m"));
    expect((await found(encodeUtf8(text(coloured)))).events).toEqual(clean.events);
    const trace = ["java.lang.IllegalStateException: no stock", "\tat org.shop.Main.run(Main.java:7)", "Caused by: x"];
    const failing = linesOf(logbackEvents).flatMap((line, i) => (i % 40 === 0 ? [line, ...trace] : [line]));
    const dirty = await found(encodeUtf8(text(failing)));
    expect(dirty.events).toEqual(clean.events);
    expect(dirty.counts.continuations).toBe(failing.length - EVENTS.length);
  });

  test("a line over 1 MiB gives its fields from its beginning, with a warning", async () => {
    const lines = linesOf(logfmtEvents);
    const clean = await found(encodeUtf8(text(lines)));
    const long = lines.with(100, `${lines[100]} dump=${"x".repeat(1 << 20)}`);
    const dirty = await found(encodeUtf8(text(long)));
    expect(dirty.events).toEqual(clean.events);
    expect(dirty.warnings).toContain("F_LONG_LINE");
  });

  test("a NUL inside a line costs nothing, and lines with NULs are told", async () => {
    const lines = linesOf(logbackEvents);
    const junk = lines.flatMap((line, i) => (i % 40 === 5 ? [line, "\0\u0001binary"] : [line]));
    const clean = await found(encodeUtf8(text(lines)));
    const dirty = await found(encodeUtf8(text(junk)));
    expect(dirty.events).toEqual(clean.events);
    expect(dirty.counts.continuations).toBe(junk.length - lines.length);
    expect(dirty.warnings).toContain("F_NUL");
    const inside = await found(encodeUtf8(text(lines.with(7, `${lines[7]} bad \0 here`))));
    expect(inside.counts).toEqual(clean.counts);
    expect(inside.warnings).toContain("F_NUL");
  });

  test("durations of −1 are none: the record is a start without an end", async () => {
    const lines = EVENTS.map(({ epochMs, traceId, message }, i) =>
      JSON.stringify({ trace_id: traceId, ts: epochMs, operation: message, duration_ms: i % 5 === 0 ? -1 : 3 }),
    );
    const { counts, events, rejects, warnings } = await found(encodeUtf8(text(lines)));
    expect([counts.records, rejects, warnings]).toEqual([EVENTS.length, [], []]);
    expect(events.filter((event) => event.endsWith(" end"))).toHaveLength(EVENTS.length - Math.ceil(EVENTS.length / 5));
    expect(events.filter((event) => event.endsWith(" start"))).toHaveLength(EVENTS.length);
  });

  test("one file may hold stamps of several resolutions: each is read to its last digit", async () => {
    const stamp = (epochMs: number, i: number) => {
      const iso = new Date(epochMs).toISOString();
      return i % 3 === 0 ? iso : i % 3 === 1 ? iso.replace("Z", "123Z") : iso.replace("Z", "123456Z");
    };
    const lines = EVENTS.map(({ epochMs, traceId, message }, i) => `${stamp(epochMs, i)},${traceId},${message}`);
    const { events } = await found(encodeUtf8(text(["timestamp,trace_id,event", ...lines])));
    const digits = events.map((event) => /^\S+ (\d+) /.exec(event)?.[1].slice(-6));
    expect(new Set(digits)).toEqual(new Set(["000000", "123000", "123456"]));
  });
});
