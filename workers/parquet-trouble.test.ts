import fc from "fast-check";
import { parquetWriteBuffer } from "hyparquet-writer";
import { describe, expect, test } from "vitest";
import type { PageHeader, ParquetCodec } from "../src/core/log/parquet/parquet-codec.ts";
import { ParquetService } from "../src/core/log/parquet/parquet-service.ts";
import { ParseService } from "../src/core/log/parse-service.ts";
import type { SourcePlan } from "../src/core/log/source-plan.ts";
import { memoryFile } from "../src/testing/memory-file.ts";
import { parquetCodec } from "./parquet-codec.ts";

const ROWS = 200;
const PLAN: SourcePlan = {
  format: "parquet",
  compression: "none",
  roles: {
    request: [{ column: "id" }],
    time: { column: "at", unit: "us" },
    task: [],
    label: [{ column: "event" }],
    keys: [{ column: "tags", name: "tags" }],
    attributes: [],
  },
};
const CONTEXT = { fileIndex: 0, originNs: 0n, keepPartitions: 64 };

function written(encoding?: "DELTA_BINARY_PACKED"): Uint8Array {
  const numbers = Array.from({ length: ROWS }, (_, i) => i);
  return new Uint8Array(
    parquetWriteBuffer({
      columnData: [
        { name: "id", data: numbers.map((i) => `r${i >> 2}`) },
        { name: "at", data: numbers.map((i) => BigInt(1_700_000_000_000_000 + i)), ...(encoding && { encoding }) },
        { name: "event", data: numbers.map((i) => (i % 9 === 0 ? null : ["a", "b", "c"][i % 3])) },
        { name: "tags", data: numbers.map((i) => (i % 7 === 0 ? null : [`t${i % 3}`, null].slice(0, i % 3))) },
      ],
      schema: [
        { name: "root", num_children: 4 },
        { name: "id", type: "BYTE_ARRAY", converted_type: "UTF8", repetition_type: "REQUIRED" },
        { name: "at", type: "INT64", repetition_type: "OPTIONAL" },
        { name: "event", type: "BYTE_ARRAY", converted_type: "UTF8", repetition_type: "OPTIONAL" },
        { name: "tags", converted_type: "LIST", num_children: 1, repetition_type: "OPTIONAL" },
        { name: "list", repetition_type: "REPEATED", num_children: 1 },
        { name: "element", type: "BYTE_ARRAY", converted_type: "UTF8", repetition_type: "OPTIONAL" },
      ],
      rowGroupSize: 120,
    }),
  );
}

const FILES = [written(), written("DELTA_BINARY_PACKED")];

/** Everything that is asked of a file, with the codes of the failures. What is thrown is a bug. */
async function codesOf(bytes: Uint8Array, codec: ParquetCodec = parquetCodec): Promise<string[]> {
  const service = new ParquetService(async () => codec);
  const file = memoryFile("a.parquet", bytes);
  const codes: string[] = [];
  const keep = <T>(outcome: { ok: true; value: T } | { ok: false; failure: { code: string; message: string } }) => {
    if (!outcome.ok) codes.push(outcome.failure.code);
    return outcome.ok ? outcome.value : undefined;
  };
  keep(await service.detect(file));
  keep(await service.preview(file, 5));
  keep(await service.rawRows(file, [1, 150, ROWS]));
  for (const job of keep(await service.jobs(file, PLAN)) ?? []) {
    const slice = keep(await service.parse(file, PLAN, job, CONTEXT));
    if (slice === undefined) continue;
    expect(slice.counts.records + slice.counts.rejects).toBe(job.range.end - job.range.first);
  }
  return codes;
}

async function failureOf(bytes: Uint8Array): Promise<string> {
  const found = await new ParseService(async () => parquetCodec).detect(memoryFile("a.parquet", bytes));
  return found.ok ? "no failure" : `${found.failure.code} ${found.failure.message}`;
}

test("what a decoder of footers stumbles over is no sentence for people", async () => {
  const footer = () => {
    throw new TypeError("Cannot read properties of undefined (reading 'map')");
  };
  const service = new ParseService(async () => ({ ...parquetCodec, footer }));
  const found = await service.detect(memoryFile("a.parquet", FILES[0]));
  expect(found).toMatchObject({ ok: false, failure: { code: "I_CORRUPT_ARCHIVE" } });
  expect(JSON.stringify(found)).not.toContain("properties");
});

test("a sound file gives no failure", async () => {
  for (const file of FILES) expect(await codesOf(file)).toEqual([]);
});

describe("what is wrong with a file is said", () => {
  const [file] = FILES;

  test("cut short", async () => {
    expect(await failureOf(file.subarray(0, file.length - 100))).toMatch(
      /^I_CORRUPT_ARCHIVE .* it ends with bytes (\w\w ){3}\w\w where "PAR1" is expected. Was it cut short or changed\?$/,
    );
    expect(await failureOf(file.subarray(0, 7))).toMatch(/^I_CORRUPT_ARCHIVE .* it has 7 bytes only/);
  });

  test("a footer that is longer than the file, or none", async () => {
    const long = file.slice();
    new DataView(long.buffer).setUint32(long.length - 8, 0x7fffffff, true);
    expect(await failureOf(long)).toMatch(/^I_CORRUPT_ARCHIVE .* 2147483647 of its \d+ bytes/);
    const none = file.slice();
    new DataView(none.buffer).setUint32(none.length - 8, 40, true);
    expect(await failureOf(none)).toMatch(/^I_CORRUPT_ARCHIVE /);
  });

  test("encrypted", async () => {
    const encrypted = file.slice();
    encrypted.set(new TextEncoder().encode("PARE"), file.length - 4);
    expect(await failureOf(encrypted)).toMatch(/^I_UNSUPPORTED .*encrypted/);
  });

  test("inside another compression, where it could be read from its beginning only", async () => {
    const packed = { ...memoryFile("a.zip › a.parquet", file), isStream: true };
    const found = await new ParseService(async () => parquetCodec).detect(packed);
    expect(found).toMatchObject({
      failure: { code: "I_UNSUPPORTED", message: expect.stringContaining("inside another compression: unpack it") },
    });
  });

  test("no columns, no rows", async () => {
    const empty = (columns: number) => {
      const names = ["a", "b"].slice(0, columns);
      const columnData = names.map((name) => ({ name, data: [], type: "STRING" as const }));
      return new Uint8Array(parquetWriteBuffer({ columnData }));
    };
    expect(await failureOf(empty(2))).toBe("I_EMPTY the Parquet file has no rows");
    expect(await failureOf(empty(0))).toBe("I_UNSUPPORTED this Parquet file has no columns");
  });

  test("columns that a plan names and the file lacks", async () => {
    const plan = { ...PLAN, roles: { ...PLAN.roles!, label: [{ column: "msg" }] } };
    const jobs = await new ParseService(async () => parquetCodec).rowJobs(memoryFile("a.parquet", file), plan);
    expect(jobs).toEqual({
      ok: false,
      failure: { code: "R_COLUMN", message: 'no column "msg" among id, at, event, tags' },
    });
  });

  test("a compression that is not known", async () => {
    const codec = { ...parquetCodec, codecs: ["GZIP"] };
    expect(new Set(await codesOf(file, codec))).toEqual(new Set(["I_UNSUPPORTED"]));
  });

  test("Parquet inside gzip", async () => {
    const name = "a.parquet.gz";
    const inner = {
      ...memoryFile(name, Uint8Array.of(0x1f, 0x8b, 8, 0)),
      stream: () => memoryFile(name, file).stream("none"),
    };
    const found = await new ParseService(async () => parquetCodec).detect(inner);
    expect(found).toMatchObject({ ok: false, failure: { code: "I_UNSUPPORTED" } });
  });
});

describe("sizes that headers tell", () => {
  const told = (change: Partial<PageHeader>): ParquetCodec => ({
    ...parquetCodec,
    pageHeader: (bytes) => ({ ...parquetCodec.pageHeader(bytes), ...change }),
    decompress: () => {
      throw new Error("never reached");
    },
  });

  test("a page of 100 GB is refused before anything is allocated", async () => {
    const codes = await codesOf(FILES[0], told({ uncompressedBytes: 1e11 }));
    expect(new Set(codes)).toEqual(new Set(["I_UNSUPPORTED"]));
    expect(new Set(await codesOf(FILES[0], told({ valueCount: 2 ** 31 - 1 })))).toEqual(new Set(["I_UNSUPPORTED"]));
    expect(new Set(await codesOf(FILES[0], told({ compressedBytes: 1e11 })))).toEqual(new Set(["I_CORRUPT_ARCHIVE"]));
    expect(new Set(await codesOf(FILES[0], told({ definitionBytes: 1e9 })))).toEqual(new Set(["I_CORRUPT_ARCHIVE"]));
    expect(new Set(await codesOf(FILES[0], told({ type: "?", compressedBytes: -9 })))).toEqual(
      new Set(["I_CORRUPT_ARCHIVE"]),
    );
    expect(new Set(await codesOf(FILES[0], told({ uncompressedBytes: -1 })))).toEqual(new Set(["I_CORRUPT_ARCHIVE"]));
  });

  test("columns and rows that cannot be in the file are refused", async () => {
    const changed = (bytes: number, rows: number): ParquetCodec => ({
      ...parquetCodec,
      footer: (footer) => {
        const { schema, groups } = parquetCodec.footer(footer);
        return {
          schema,
          groups: groups.map((group) => ({
            rows: rows * group.rows,
            chunks: group.chunks.map((chunk) => ({ ...chunk, bytes: chunk.bytes + bytes })),
          })),
        };
      },
    });
    expect(new Set(await codesOf(FILES[0], changed(1e11, 1)))).toEqual(new Set(["I_CORRUPT_ARCHIVE"]));
    expect(new Set(await codesOf(FILES[0], changed(0, 1e12)))).toEqual(new Set(["I_UNSUPPORTED"]));
    expect(new Set(await codesOf(FILES[0], changed(0, 2)))).toContain("I_CORRUPT_ARCHIVE");
    expect(new Set(await codesOf(FILES[0], changed(0, -1)))).toEqual(new Set(["I_CORRUPT_ARCHIVE"]));
  });
});

test("changed bytes give results or failures with a code", async () => {
  const known = ["I_CORRUPT_ARCHIVE", "I_UNSUPPORTED", "I_EMPTY", "R_COLUMN", "F_NO_LINE"];
  const change = fc.tuple(fc.nat(), fc.oneof(fc.nat(255), fc.constantFrom(0, 0x7f, 0x80, 0xff)));
  const seen = new Set<string>();
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...FILES),
      fc.array(change, { minLength: 1, maxLength: 4 }),
      fc.boolean(),
      async (file, changes, isFooter) => {
        const bytes = file.slice();
        const from = isFooter ? Math.floor(bytes.length / 2) : 4;
        for (const [at, byte] of changes) bytes[from + (at % (bytes.length - 8 - from))] = byte;
        for (const code of await codesOf(bytes)) {
          expect(known).toContain(code);
          seen.add(code);
        }
      },
    ),
    { numRuns: 500 },
  );
  expect(seen).toContain("I_CORRUPT_ARCHIVE");
}, 240_000);
