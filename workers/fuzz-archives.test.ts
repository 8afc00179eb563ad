import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync, zipSync } from "fflate";
import { expect, test } from "vitest";
import { ParseService } from "../src/core/log/parse-service.ts";
import type { Rng } from "../src/core/rng.ts";
import { memberFile } from "../src/protocol/log-file.ts";
import { mutatedBytes } from "../src/testing/byte-mutator.ts";
import { FUZZ_DEADLINE_MS, fuzz, SURROUNDING_RUNS } from "../src/testing/fuzz.ts";
import { checkReading } from "../src/testing/reading-laws.ts";
import { joined, writeTar } from "../src/testing/tar-writer.ts";
import { mutatedText } from "../src/testing/text-mutator.ts";
import { listMembers } from "./archive-members.ts";
import { openFile } from "./open-file.ts";

const FOLDER = join(import.meta.dirname, "../src/core/log/formats/samples");
const LINES = 10;
const logs = ["events.csv", "pino.ndjson", "logback.log"].map((name) => {
  return new TextEncoder().encode(readFileSync(join(FOLDER, name), "utf8").split("\n").slice(0, LINES).join("\n"));
});
/** Made by zstd 1.5: 40 lines of CSV, several kinds of blocks and tables. */
const ZSTD = Uint8Array.from(
  atob(
    "KLUv/QBgzQoAdhxHG5AnaQMIDSNj/vPDkkZaM+Mckcju3k3o93twAkkAOgA7AFhrJD8gDl811+QMDEcAIhFwEoZNMBXKWf8fWESCSU1+fXoOzkGBqXDO12pbJAxMtCaiOj0pp3mAxOEgHB8GgYTBOSg460NgSATrUnnmKF9XQTuqWiOi4W1NjnaYsT45w7Sv764OYnytdIWG1ZrUKs2tzazOMess9Tx+XbB+7Pi6qp4ZSqZF5TqNLAvPupSShebXlSWrOF9jlSxM1poQgsah6yNBI/r6TtAo8rWqoiHVmk7v8msjPUPKOjPvjD8A54A4XNR4re2uEFPrpCtUKNYlrZDb12VG6IyvsRQhabUmWKTorV9FXpj1kZsWc1/r3fQF8zX9puVYawsnqBG8EWwLWy4HkCOlAxF8A0EECFaze+mNtWJqMYgOMnlEHlnkbOa5YW9wSJ4wElLppf0wHZa47VcD",
  ),
  (character) => character.charCodeAt(0),
);

type Packer = (log: Uint8Array, rng: Rng) => Uint8Array;

/** Archives as packers write them. */
const PACKERS: Readonly<Record<string, Packer>> = {
  zip: (log, rng) =>
    zipSync({ "a.log": [log, { level: rng.chance(0.5) ? 0 : 6 }], "logs/b.csv": [logs[0], { level: 0 }] }),
  tar: (log, rng) =>
    writeTar([
      { path: "a.log", bytes: log, names: rng.pick(["ustar", "gnu", "pax"]) },
      { path: "logs/b.csv", bytes: logs[0] },
    ]),
  gzip: (log, rng) => {
    const packed = rng.chance(0.3) ? writeTar([{ path: "a.log", bytes: log }]) : log;
    const cut = rng.integer(0, packed.length);
    return rng.chance(0.7)
      ? gzipSync(packed)
      : joined([gzipSync(packed.subarray(0, cut)), gzipSync(packed.subarray(cut))]);
  },
  zstd: (log, rng) => (rng.chance(0.5) ? ZSTD : storedZstd(log)),
};

/** A frame of one stored and one repeated block (RFC 8878). */
function storedZstd(log: Uint8Array): Uint8Array {
  const length = log.length + 5;
  const header = [0x28, 0xb5, 0x2f, 0xfd, 0xa0, length & 255, (length >> 8) & 255, (length >> 16) & 255, 0];
  const block = (kind: number, size: number, last: number) => {
    const word = (size << 3) | (kind << 1) | last;
    return [word & 255, (word >> 8) & 255, (word >> 16) & 255];
  };
  return joined([
    Uint8Array.from([...header, ...block(0, log.length, 0)]),
    log,
    Uint8Array.from([...block(1, 5, 1), 10]),
  ]);
}

/** Sums of tar headers made right again, so that what stands in them is read. */
function summed(tar: Uint8Array): Uint8Array {
  const fixed = tar.slice();
  for (let at = 0; at + 512 <= fixed.length; at += 512) {
    const header = fixed.subarray(at, at + 512);
    if (String.fromCharCode(...header.subarray(257, 262)) !== "ustar") continue;
    header.fill(0x20, 148, 156);
    const sum = header.reduce((total, byte) => total + byte, 0);
    header.set(new TextEncoder().encode(`${sum.toString(8).padStart(6, "0")}\0 `), 148);
  }
  return fixed;
}

test("the archives are sound before they are damaged", async () => {
  const zstd = await new ParseService().detect(openFile(asFile(ZSTD)));
  expect(zstd.ok && zstd.value.plan).toMatchObject({ format: "csv", compression: "zstd" });
});

function asFile(bytes: Uint8Array): File {
  return new File([bytes as Uint8Array<ArrayBuffer>], "a.bin", { lastModified: 1_717_200_000_000 });
}

for (const [name, pack] of Object.entries(PACKERS)) {
  test(`damaged ${name} gives files or a failure`, { timeout: FUZZ_DEADLINE_MS }, async () => {
    const service = new ParseService();
    await fuzz(
      {
        name,
        make: (rng) => {
          const log = rng.pick(logs);
          const packed = pack(rng.chance(0.3) ? mutatedText(log, rng, logs) : log, rng);
          if (rng.chance(0.2)) return packed;
          const damaged = mutatedBytes(packed, rng);
          return name === "tar" && rng.chance(0.5) ? summed(damaged) : damaged;
        },
        check: async (bytes, rng) => {
          const file = asFile(bytes);
          const listed = await listMembers(file);
          if (!listed.ok) {
            const { code, message } = listed.failure;
            if (!/^I_(CORRUPT_ARCHIVE|ENCRYPTED|UNSUPPORTED|ARCHIVE_SIZE)$/.test(code))
              throw new Error(`${code} ${message}`);
            return;
          }
          const files = listed.value?.filter(({ size }) => size > 0).map((member) => memberFile(file, member)) ?? [
            file,
          ];
          for (const one of files.slice(0, 3))
            await checkReading(service, { file: openFile(one), isPacked: true }, rng);
        },
      },
      SURROUNDING_RUNS,
    );
  });
}
