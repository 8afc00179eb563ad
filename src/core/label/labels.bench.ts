import { join } from "node:path";
import { describe } from "vitest";
import { statementMessages } from "../../samples/statement-messages.ts";
import { benchBest } from "../../testing/best-run.ts";
import { bundled } from "../../testing/bundled.ts";
import { benchParse } from "../../testing/parse-bench.ts";
import { decodeUtf8, encodeUtf8 } from "../bytes.ts";
import type { SourcePlan } from "../log/source-plan.ts";
import { Rng } from "../rng.ts";
import type { MaskedText } from "./word-texts.ts";

// `npx vitest bench src/core/label`: one thread.
const { MessageMasker } = await bundled<typeof import("./message-masker.ts")>(
  join(import.meta.dirname, "message-masker.ts"),
);
const { mineLabels } = await bundled<typeof import("./label-mining.ts")>(join(import.meta.dirname, "label-mining.ts"));

const LINES = 100_000;
const messages = statementMessages(3, LINES).map(({ text }) => text);
const bytes = encodeUtf8(messages.join("\n"));
const starts = [0];
bytes.forEach((byte, at) => {
  if (byte === 0x0a) starts.push(at + 1);
});
starts.push(bytes.length + 1);

const perSecond = (size: number) => (seconds: number) =>
  `${(LINES / seconds / 1000).toFixed(0)} k lines/s, ${(size / seconds / 1e6).toFixed(0)} MB/s`;

describe("messages to masked texts", () => {
  const masker = new MessageMasker();
  benchBest(
    "mask",
    () => {
      for (let line = 0; line < LINES; line++) masker.mask(bytes, starts[line], starts[line + 1] - 1);
    },
    perSecond(bytes.length),
  );
});

describe("bytes to ParsedSlice, NDJSON", () => {
  const lines = messages.map((msg, row) =>
    JSON.stringify({ time: 1_690_000_000_000 + row, rid: `r${row >> 4}`, host: `web-${row % 4}`, msg }),
  );
  const text = encodeUtf8(`${lines.join("\n")}\n`);
  for (const mined of [false, true]) {
    const plan: SourcePlan = {
      format: "ndjson",
      compression: "none",
      roles: {
        request: [{ column: "rid" }],
        time: { column: "time", unit: "ms" },
        host: { column: "host" },
        task: [],
        label: [{ column: "msg", ...(mined && { mined }) }],
        keys: [],
        attributes: [],
      },
    };
    benchParse(mined ? "messages masked" : "messages as they are", plan, text, LINES);
  }
});

describe("masked texts to templates", () => {
  const masker = new MessageMasker();
  const masked = new Set(
    messages.map((message) => {
      const one = encodeUtf8(message);
      masker.mask(one, 0, one.length);
      return decodeUtf8(masker.bytes, 0, masker.length);
    }),
  );
  const rng = new Rng(5);
  const word = () => Array.from({ length: 4 }, () => "abcdefghijklmnop"[rng.integer(0, 15)]).join("");
  const words = Array.from({ length: 5000 }, word);
  const prose = () => Array.from({ length: rng.integer(3, 20) }, () => words[rng.integer(0, 4999)]).join(" ");
  const mine = (name: string, texts: readonly string[]) => {
    const source: MaskedText[] = texts.toSorted().map((text) => ({ component: "", text }));
    const events = new Float64Array(source.length).fill(1);
    let templates = 0;
    benchBest(
      name,
      () => {
        templates = mineLabels(source, events, {}).templates.length;
      },
      (seconds) => `${source.length} texts to ${templates} templates in ${(seconds * 1000).toFixed(0)} ms`,
    );
  };
  mine("statements", [...masked]);
  mine("prose at the limit", [...new Set(Array.from({ length: 200_000 }, prose))]);
});
