import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "vitest";
import { mutatedBytes } from "../../../testing/byte-mutator.ts";
import { FUZZ_DEADLINE_MS, fuzz, SURROUNDING_RUNS } from "../../../testing/fuzz.ts";
import { chunkedFile } from "../../../testing/memory-file.ts";
import { checkReading } from "../../../testing/reading-laws.ts";
import { mutatedText } from "../../../testing/text-mutator.ts";
import { decodeUtf8 } from "../../bytes.ts";
import type { Rng } from "../../rng.ts";
import { ParseService } from "../parse-service.ts";

const FOLDER = join(import.meta.dirname, "../formats/samples");
const LINES = 10;
const samples = ["events.csv", "logback.log", "pino.ndjson", "docker-logfmt.ndjson", "zipkin.json"].map((name) => {
  const text = readFileSync(join(FOLDER, name), "utf8");
  return new TextEncoder().encode(text.split("\n").slice(0, LINES).join("\n"));
});

/** Text in one of the encodings that files have. */
function encoded(utf8: Uint8Array, rng: Rng): Uint8Array {
  const text = decodeUtf8(utf8);
  const kind = rng.integer(0, 4);
  if (kind === 0) return new TextEncoder().encode(text.replace(/\r?\n/g, "\r"));
  if (kind === 1) return Uint8Array.from(text, (character) => Math.min(255, character.charCodeAt(0)));
  const units = rng.chance(0.7) ? `\ufeff${text}` : text;
  const bytes = new Uint8Array(units.length * 2);
  const view = new DataView(bytes.buffer);
  for (let at = 0; at < units.length; at++) view.setUint16(2 * at, units.charCodeAt(at), kind === 2);
  return bytes;
}

test("damaged text of other encodings gives records or rejects", { timeout: FUZZ_DEADLINE_MS }, async () => {
  const service = new ParseService();
  await fuzz(
    {
      name: "encodings",
      make: (rng) => {
        const text = encoded(mutatedText(rng.pick(samples), rng, samples), rng);
        return rng.chance(0.4) ? mutatedBytes(text, rng) : text;
      },
      check: (bytes, rng) => checkReading(service, { file: chunkedFile("a.log", bytes, rng.integer(1, 3000)) }, rng),
    },
    SURROUNDING_RUNS,
  );
});
