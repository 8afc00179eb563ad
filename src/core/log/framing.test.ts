import fc from "fast-check";
import { expect, test } from "vitest";
import { encodeUtf8 } from "../bytes.ts";
import { eventLines } from "./event-lines.ts";
import type { SliceInput } from "./format.ts";
import { BlockFramer, type FramedBlock } from "./framing.ts";
import { parseSlice } from "./parse-slice.ts";
import type { ParsedSlice } from "./parsed-slice.ts";
import type { Roles, SourcePlan } from "./source-plan.ts";

const roles: Roles = {
  request: [{ column: "r" }],
  time: { column: "t", unit: "ns" },
  task: [],
  label: [{ column: "l" }],
  keys: [],
  attributes: [],
};
const csv: SourcePlan = { format: "csv", compression: "none", header: true, columns: ["r", "t", "l"], roles };
const ndjson: SourcePlan = { format: "ndjson", compression: "none", roles };
const jaeger: SourcePlan = { format: "jaeger", compression: "none" };

function frame(plan: SourcePlan, bytes: Uint8Array, chunk: number, target: number): FramedBlock[] {
  const framer = new BlockFramer(plan, target);
  const blocks: FramedBlock[] = [];
  for (let at = 0; at < bytes.length; at += chunk) {
    const pushed = framer.push(bytes.slice(at, at + chunk));
    if (!pushed.ok) throw new Error(pushed.failure.message);
    blocks.push(...pushed.value);
  }
  return [...blocks, ...framer.finish()];
}

function parse(plan: SourcePlan, block: FramedBlock): ParsedSlice {
  const place = { fileIndex: 0, sliceIndex: 0, start: block.byteOffset, end: block.byteOffset + block.bytes.length };
  const input: SliceInput = { ...block, ...place, originNs: 0n, keepPartitions: 64 };
  const parsed = parseSlice(plan, input);
  if ("needMoreBytes" in parsed) throw new Error("needs more bytes");
  return parsed;
}

/** What a reader of blocks sees: events and rejects with the line numbers of the file. */
function read(
  plan: SourcePlan,
  blocks: readonly FramedBlock[],
): { events: string[]; rejects: string[]; lines: number } {
  const events: string[] = [];
  const rejects: string[] = [];
  let lines = 0;
  for (const block of blocks) {
    const slice = parse(plan, block);
    for (const event of eventLines(slice)) events.push(event.replace(/^\d+/, (line) => String(Number(line) + lines)));
    for (const { line, code } of slice.rejects) rejects.push(`${line + lines} ${code}`);
    lines += slice.counts.lines;
  }
  return { events, rejects, lines };
}

function whole(bytes: Uint8Array): FramedBlock[] {
  return [{ bytes, byteOffset: 0, startIsRecord: true, endIsRecord: true, atEnd: true }];
}

function expectSameAsWhole(plan: SourcePlan, text: string, chunk: number, target: number): void {
  const bytes = encodeUtf8(text);
  expect(read(plan, frame(plan, bytes, chunk, target))).toEqual(read(plan, whole(bytes)));
}

const sizes = [fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 60 })] as const;

test("blocks of CSV give the records of one sequential read, quotes and stray quotes included", () => {
  const piece = fc.constantFrom(
    "r1,1,a\n",
    "r2,2,b\r\n",
    '"r\n3",3,"c"\n',
    '"',
    "\n",
    'x"y,1,z\n',
    '""',
    ",",
    "\ufeff",
    "\0\0",
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), ...sizes, (pieces, chunk, target) => {
      expectSameAsWhole(csv, pieces.join(""), chunk, target);
    }),
    { numRuns: 1000 },
  );
});

test("blocks of NDJSON give the records of one sequential read", () => {
  const piece = fc.constantFrom('{"r":"a","t":1,"l":"x"}\n', "{}\r\n", "\n", '{"r":"b","t":2,"l":"y"}', "[1]\n", "{");
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), ...sizes, (pieces, chunk, target) => {
      expectSameAsWhole(ndjson, pieces.join(""), chunk, target);
    }),
    { numRuns: 500 },
  );
});

test("blocks of a Jaeger document give its spans, whatever stands around them", () => {
  const span = (id: string) => ({ traceID: "t", spanID: id, operationName: 'a"]}\\', startTime: 1, duration: 1 });
  const element = fc.oneof(
    fc.nat(9).map((n) => JSON.stringify({ spans: [span(`a${n}`), span(`b${n}`)], processes: {} })),
    fc.nat(9).map((n) => JSON.stringify(span(`c${n}`), null, 1)),
    fc.constantFrom("7", '"x,]"', "null", "{}"),
  );
  const wrapper = fc.constantFrom(
    ['{"data":[', '],"total":0,"errors":[{"a":1}]}\n'],
    ['{"a":{"data":[1]},"b":"data","c":[2], "data" : [', "]}"],
    [" [", "] "],
    ['{"data":[', ""],
  );
  fc.assert(
    fc.property(wrapper, fc.array(element, { maxLength: 8 }), ...sizes, ([head, tail], elements, chunk, target) => {
      expectSameAsWhole(jaeger, head + elements.join(" ,\n") + tail, chunk, target);
    }),
    { numRuns: 1000 },
  );
});

test("blocks follow one another without gap and only the last is at the end", () => {
  const bytes = encodeUtf8("r1,1,a\n".repeat(1000));
  const blocks = frame(csv, bytes, 300, 1000);
  expect(blocks.length).toBeGreaterThan(5);
  let offset = 0;
  for (const block of blocks) {
    expect(block.byteOffset).toBe(offset);
    expect(block.atEnd).toBe(block === blocks[blocks.length - 1]);
    offset += block.bytes.length;
  }
  expect(offset).toBe(bytes.length);
});

test("a record that never ends is a failure, not a growing buffer", () => {
  const framer = new BlockFramer(ndjson, 1 << 20);
  const chunk = new Uint8Array(8 << 20).fill(0x61);
  const codes: string[] = [];
  for (let i = 0; i < 12; i++) {
    const pushed = framer.push(chunk);
    if (!pushed.ok) codes.push(pushed.failure.code);
  }
  expect(codes[0]).toBe("F_RECORD_SIZE");
});
