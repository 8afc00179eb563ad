import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { warningWords } from "./warning-words.ts";

test("every code that parsing warns with has words", () => {
  const folder = join(import.meta.dirname, "../log");
  const codes = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"))
    .flatMap((name) => [...readFileSync(join(folder, name), "utf8").matchAll(/\.warn\("([A-Z_]+)"/g)])
    .map(([, code]) => code);
  expect(codes.length).toBeGreaterThan(2);
  expect(codes.filter((code) => warningWords(code) === code)).toEqual([]);
});
