import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const FOLDER = import.meta.dirname;
const names = readdirSync(FOLDER, { recursive: true, encoding: "utf8" });
const read = (name: string) => readFileSync(join(FOLDER, name), "utf8");
const sheets = names.filter((name) => name.endsWith(".css"));
const views = names.filter((name) => name.endsWith(".tsx"));
const tokens = read("shared/tokens.css");

test("colours stand in the tokens and nowhere else", () => {
  const literal = /#[0-9a-f]{3,8}\b(?![^{]*\{)|\b(?:rgb|hsl)a?\(/i;
  expect(sheets.length).toBeGreaterThan(5);
  expect(sheets.filter((name) => name !== "shared/tokens.css" && literal.test(read(name)))).toEqual([]);
  expect(literal.test("a { color: #fff; }")).toBe(true);
});

test("every token that is used exists", () => {
  // A sheet may declare its own, as aliases of tokens.
  const known = new Set(sheets.flatMap((name) => [...read(name).matchAll(/(--[\w-]+):/g)].map((match) => match[1])));
  const unknown = sheets.flatMap((name) =>
    [...read(name).matchAll(/var\((--[\w-]+)/g)].map((match) => match[1]).filter((token) => !known.has(token)),
  );
  expect(known.size).toBeGreaterThan(50);
  expect(unknown).toEqual([]);
});

test("dark is dark, whether the system or the user asks for it", () => {
  const declarations = (start: string) => {
    const from = tokens.indexOf("{", tokens.indexOf(start));
    const block = tokens.slice(from, tokens.indexOf("}", from));
    return [...block.matchAll(/(--[\w-]+): ([^;]+);/g)].map(([, name, value]) => `${name} ${value}`);
  };
  const system = declarations(':root:not([data-theme="light"])');
  expect(system.length).toBeGreaterThan(40);
  expect(declarations(':root[data-theme="dark"]')).toEqual(system);
});

test("no markup carries a style attribute, which the page's policy forbids", () => {
  expect(views.length).toBeGreaterThan(20);
  expect(views.filter((name) => /\sstyle=/.test(read(name)))).toEqual([]);
});

test("every table has a caption and every header a scope", () => {
  for (const name of views) {
    const text = read(name);
    expect([name, text.match(/<caption/g)?.length ?? 0]).toEqual([name, text.match(/<table/g)?.length ?? 0]);
    expect([name, text.match(/<th\s[^>]*scope=/g)?.length ?? 0]).toEqual([name, text.match(/<th[\s>]/g)?.length ?? 0]);
  }
});
