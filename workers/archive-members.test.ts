import { execFileSync } from "node:child_process";
import { gzipSync as nodeGzip } from "node:zlib";
import fc from "fast-check";
import { gzipSync, zipSync } from "fflate";
import { expect, test } from "vitest";
import type { ArchiveMember } from "../src/core/log/archive/archive-member.ts";
import { ParseService } from "../src/core/log/parse-service.ts";
import { memberFile } from "../src/protocol/log-file.ts";
import { joined, writeTar } from "../src/testing/tar-writer.ts";
import { listMembers } from "./archive-members.ts";
import { chunksOf } from "./file-chunks.ts";
import { openFile } from "./open-file.ts";

const encoder = new TextEncoder();

function csv(rows: number, prefix: string): Uint8Array {
  const lines = Array.from({ length: rows }, (_, i) => `${1_674_981_742_000 + i},${prefix}${i >> 2},e${i % 4}`);
  return encoder.encode(`time,request_id,event\n${lines.join("\n")}\n`);
}

const LOGS = new Map([
  ["a.csv", csv(400, "a")],
  ["logs/b.csv", csv(30_000, "b")],
  ["logs/c.csv", csv(10, "c")],
]);
const TAR = writeTar([...LOGS].map(([path, bytes]) => ({ path, bytes })));

function asFile(bytes: Uint8Array, name: string): File {
  return new File([bytes as Uint8Array<ArrayBuffer>], name, { lastModified: 1_675_000_000_000 });
}

async function membersOf(file: File): Promise<readonly ArchiveMember[]> {
  const listed = await listMembers(file);
  if (!listed.ok) throw new Error(`${listed.failure.code} ${listed.failure.message}`);
  return listed.value ?? [];
}

async function collect(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for await (const chunk of chunks) parts.push(chunk);
  return joined(parts);
}

/** Long arrays at once: the general comparison takes a second a megabyte. */
function expectSame(bytes: Uint8Array, expected: Uint8Array): void {
  expect(bytes.length).toBe(expected.length);
  expect(Buffer.compare(bytes, expected)).toBe(0);
}

function hasZstd(): boolean {
  try {
    execFileSync("zstd", ["--version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

const zstd = (bytes: Uint8Array) => new Uint8Array(execFileSync("zstd", ["-qc"], { input: bytes, maxBuffer: 1 << 28 }));
const zip = zipSync(
  Object.fromEntries([...LOGS].map(([path, bytes], i) => [path, [bytes, { level: i === 0 ? 0 : 6 }]])),
);

const archives: readonly (readonly [string, () => Uint8Array, boolean])[] = [
  ["zip", () => zip, true],
  ["tar", () => TAR, true],
  ["tar.gz", () => gzipSync(TAR), true],
  ["tar.gz of two members", () => joined([gzipSync(TAR.subarray(0, 5000)), gzipSync(TAR.subarray(5000))]), true],
  ["tar.zst", () => zstd(TAR), hasZstd()],
];

for (const [kind, bytes, isPossible] of archives) {
  test.skipIf(!isPossible)(`members of ${kind} are listed, detected and read whole, in any order`, async () => {
    const archive = asFile(bytes(), `logs.${kind}`);
    const members = await membersOf(archive);
    expect(members.map(({ path, size }) => [path, size])).toEqual([...LOGS].map(([path, log]) => [path, log.length]));
    const service = new ParseService();
    for (const member of [...members, ...members.toReversed()]) {
      const file = openFile(memberFile(archive, member));
      const log = LOGS.get(member.path) ?? new Uint8Array(0);
      expect(file.name).toBe(`logs.${kind} › ${member.path}`);
      const detected = await service.detect(file);
      if (!detected.ok) throw new Error(detected.failure.message);
      const { plan } = detected.value;
      expect(plan.compression).toBe(member.place.codec === "none" ? "none" : "stream");
      expectSame(await collect(file.stream(plan.compression)), log);
      expect(await file.read(5, 50)).toEqual(log.slice(5, 50));
    }
  });
}

test("a gzip file in a zip is read through both", async () => {
  const log = csv(500, "g");
  for (const level of [0, 6] as const) {
    const archive = asFile(zipSync({ "x.csv.gz": [gzipSync(log), { level }] }), "x.zip");
    const [member] = await membersOf(archive);
    const file = openFile(memberFile(archive, member));
    const detected = await new ParseService().detect(file);
    expect(detected.ok && detected.value.plan.compression).toBe("gzip");
    expect(await collect(file.stream("gzip"))).toEqual(log);
  }
});

test("files that are no archives have no members", async () => {
  const log = csv(100, "p");
  for (const bytes of [log, gzipSync(log), new Uint8Array(0), encoder.encode("PK")]) {
    expect(await listMembers(asFile(bytes, "log"))).toEqual({ ok: true, value: null });
  }
});

test("damage inside a member is told with its name when it is read", async () => {
  const damaged = zip.slice();
  const [, second] = await membersOf(asFile(zip, "ok.zip"));
  damaged[second.place.start + 60] ^= 0x55;
  const archive = asFile(damaged, "damaged.zip");
  const [, member] = await membersOf(archive);
  const service = new ParseService();
  const plan = {
    format: "csv",
    compression: "stream",
    header: true,
    columns: ["time", "request_id", "event"],
    roles: {
      request: [{ column: "request_id" }],
      time: { column: "time", unit: "ms" },
      task: [],
      label: [{ column: "event" }],
      keys: [],
      attributes: [],
    },
  } as const;
  service.open(openFile(memberFile(archive, member)), plan);
  let code = "";
  for (let end = false; !end; ) {
    const next = await service.next();
    if (!next.ok) code = next.failure.code;
    end = !next.ok || next.value === null;
  }
  expect(code).toBe("I_CORRUPT_ARCHIVE");
});

test("a gzip file that is cut or has a wrong checksum is no whole file", async () => {
  const log = csv(3000, "g");
  const two = joined(
    [nodeGzip(log.subarray(0, 1000)), nodeGzip(log.subarray(1000))].map((part) => new Uint8Array(part)),
  );
  const read = (bytes: Uint8Array) => collect(chunksOf(asFile(bytes, "x.gz"), "gzip", () => {}));
  expect(await read(two)).toEqual(log);
  await expect(read(two.subarray(0, two.length - 3))).rejects.toThrow(/cut short or damaged/);
  await expect(read(two.subarray(0, two.length - 500))).rejects.toThrow(/cut short or damaged/);
  const first = nodeGzip(log.subarray(0, 1000)).length;
  for (const at of [first - 6, two.length - 6, two.length - 2]) {
    const wrong = two.slice();
    wrong[at] ^= 1;
    await expect(read(wrong)).rejects.toThrow(/checksum/);
  }
});

test.skipIf(!hasZstd())("zstd files, of several frames too; cut ones are no whole file", async () => {
  const log = csv(30_000, "z");
  const frames = joined([zstd(log.subarray(0, 1000)), zstd(log.subarray(1000))]);
  const read = (bytes: Uint8Array) => collect(chunksOf(asFile(bytes, "x.zst"), "zstd", () => {}));
  expectSame(await read(frames), log);
  await expect(read(frames.subarray(0, frames.length - 100))).rejects.toThrow(/cut short or damaged/);
});

test("mutated archives give members or a failure, and reading them ends", async () => {
  const sources = [zip.slice(0), TAR, gzipSync(TAR)];
  const change = fc.tuple(fc.nat(1 << 24), fc.nat(255));
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...sources),
      fc.array(change, { minLength: 1, maxLength: 4 }),
      fc.boolean(),
      async (source, changes, isCut) => {
        const mutated = isCut ? source.slice(0, changes[0][0] % source.length) : source.slice();
        for (const [at, value] of changes) if (mutated.length > 0) mutated[at % mutated.length] = value;
        const archive = asFile(mutated, "x");
        const listed = await listMembers(archive);
        if (!listed.ok) expect(listed.failure.code).toMatch(/^I_(CORRUPT_ARCHIVE|ENCRYPTED|UNSUPPORTED|ARCHIVE_SIZE)$/);
        for (const member of (listed.ok && listed.value) || []) {
          const file = openFile(memberFile(archive, member));
          const read = await collect(file.stream("none")).catch((error: unknown) => error);
          if (read instanceof Uint8Array) expect(read.length).toBe(member.size);
          else expect(read).toMatchObject({ name: "ArchiveTrouble" });
        }
      },
    ),
    { numRuns: 60 },
  );
});

test("a stored file that the archive does not hold to its end is told as damage, not as a change", async () => {
  const archive = asFile(TAR.subarray(0, 512 + 1000), "cut.tar");
  const [member] = await membersOf(archive);
  const file = openFile(memberFile(archive, member));
  await expect(file.read(0, 900)).resolves.toHaveLength(900);
  await expect(file.read(0, member.size)).rejects.toMatchObject({ failure: { code: "I_CORRUPT_ARCHIVE" } });
});

test("a cut gzip file is recognised by what comes before the cut, and read up to its last whole line", async () => {
  const log = csv(4000, "c");
  const packed = gzipSync(log);
  const file = openFile(asFile(packed.subarray(0, packed.length >> 1), "cut.csv.gz"));
  const service = new ParseService();
  const found = await service.detect(file);
  if (!found.ok) throw new Error(found.failure.message);
  expect(found.value.plan).toMatchObject({ format: "csv", compression: "gzip" });
  service.open(file, found.value.plan);
  const block = await service.next();
  if (!block.ok || block.value === null) throw new Error("no block");
  const { bytes, atEnd } = block.value.block;
  expect([atEnd, bytes.at(-1), bytes.length > log.length / 4]).toEqual([false, 10, true]);
  expect(log.subarray(0, bytes.length)).toEqual(bytes);
  expect(await service.next()).toMatchObject({ ok: false, failure: { code: "I_CORRUPT_ARCHIVE" } });
});
