import fc from "fast-check";
import { expect, test } from "vitest";
import { encodeUtf8 } from "../bytes.ts";
import { sampleLines } from "./line-sample.ts";
import { SampledLines } from "./sampled-lines.ts";

const line = fc.constantFrom("", "  ", "a b", '{"a":1}', "{", "\u001b[31mred\u001b[0m", " é ", "x\r");

test("asked for in any steps, the lines are those of one reading", () => {
  const limits = fc.array(fc.nat({ max: 12 }), { minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(fc.array(line, { maxLength: 10 }), fc.boolean(), limits, (texts, isWhole, asked) => {
      const bytes = encodeUtf8(texts.join("\n"));
      const lines = new SampledLines(bytes, isWhole);
      for (const limit of asked) expect(lines.first(limit)).toEqual(sampleLines(bytes, limit, isWhole));
    }),
  );
});

test("JSON objects are told from text that begins like one", () => {
  const share = (text: string) => new SampledLines(encodeUtf8(text), true).jsonShare;
  expect(share('{"a":1}\n{a}\n\n[1]\n {}')).toBe(0.5);
  expect(share("")).toBe(0);
});
