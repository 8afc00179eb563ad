import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "vitest";
import { FUZZ_DEADLINE_MS, fuzz, SURROUNDING_RUNS } from "../../testing/fuzz.ts";
import { memoryFile } from "../../testing/memory-file.ts";
import { checkReading } from "../../testing/reading-laws.ts";
import { mutatedText } from "../../testing/text-mutator.ts";
import { decodeUtf8, encodeUtf8 } from "../bytes.ts";
import type { LabelRules } from "../label/label-rules.ts";
import { detectSource } from "./detect.ts";
import { parseRecipe } from "./parse-recipe.ts";
import { ParseService } from "./parse-service.ts";
import { printRecipe, recipeOf } from "./recipe.ts";

const FOLDER = join(import.meta.dirname, "formats/samples");
const NAMES = [
  ..."events.csv pino.ndjson logback.log docker-logback.ndjson cri-mixed.txt csv-docker-logfmt.csv".split(" "),
  ..."syslog-5424.log logfmt.log iis.log jaeger.json haproxy.log".split(" "),
];
const LINES = 10;
const RULES: LabelRules = {
  masks: [{ name: "order", pattern: "o-\\d+" }],
  unmasked: ["num"],
  merges: [{ labels: ["a <num>", "b <num>"], into: "c" }],
  splits: [{ label: "a <num>", position: 1 }],
};

const samples = NAMES.map((name) => {
  const head = new Uint8Array(readFileSync(join(FOLDER, name)));
  const found = detectSource({ name, size: head.length, head, lastModifiedMs: 1_717_200_000_000 });
  if (!found.ok) throw new Error(found.failure.message);
  const { plan } = found.value;
  const mined = plan.roles?.label.some((part) => part.mined) ? { labelRules: RULES } : {};
  const recipe = printRecipe(recipeOf([{ match: "a.*", plan: { ...plan, ...mined } }], { by: "shape" }, "done"));
  const lines = name.endsWith(".json") ? Number.POSITIVE_INFINITY : LINES;
  const bytes = encodeUtf8(decodeUtf8(head).split("\n").slice(0, lines).join("\n"));
  return { recipe: encodeUtf8(recipe), bytes };
});

test("damaged recipes are refused with a sentence, or read files all the same", {
  timeout: FUZZ_DEADLINE_MS,
}, async () => {
  const service = new ParseService();
  const all = samples.map(({ recipe }) => recipe);
  await fuzz(
    {
      name: "recipes",
      make: (rng) => mutatedText(rng.pick(all), rng, all),
      check: async (bytes, rng) => {
        const read = parseRecipe(decodeUtf8(bytes));
        if (!read.ok) {
          const { code, message } = read.failure;
          if (!/^R_[A-Z]+$/.test(code) || message.length < 10) throw new Error(`${code} ${message}`);
          return;
        }
        for (const { plan } of read.value.sources.slice(0, 2)) {
          const file = memoryFile("a.log", rng.pick(samples).bytes);
          await checkReading(service, { file, recipe: { ...plan, compression: "none" }, isRecipe: true }, rng);
        }
      },
    },
    SURROUNDING_RUNS,
  );
});
