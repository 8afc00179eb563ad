import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { basicRoles } from "../../testing/basic-roles.ts";
import { isConserved, readBlocks, readSliced, readWhole } from "../../testing/sliced-reading.ts";
import { encodeUtf8 } from "../bytes.ts";
import { compilePlan } from "./field-plan.ts";
import { parseRecipe } from "./parse-recipe.ts";
import { rawRecord } from "./raw-record.ts";
import { printRecipe } from "./recipe.ts";
import type { IgnoredLine, Roles, SourcePlan } from "./source-plan.ts";

const ROLES: Roles = basicRoles({ label: [{ column: "m" }] });
const base = { compression: "none", roles: ROLES } as const;

const PLANS: Readonly<Record<string, SourcePlan>> = {
  text: { ...base, format: "text", pattern: "{t:number} {r} {m:rest}" },
  logfmt: { ...base, format: "logfmt" },
  ndjson: { ...base, format: "ndjson" },
  csv: { ...base, format: "csv", delimiter: ",", header: false, columns: ["t", "r", "m"] },
  docker: { ...base, format: "ndjson", envelopes: [{ kind: "docker" }] },
  cri: { ...base, format: "text", pattern: "{t:number} {r} {m:rest}", envelopes: [{ kind: "cri" }] },
  mixed: {
    ...base,
    format: "ndjson",
    others: [{ format: "text", pattern: "{t:number} {r} {m:rest}", roles: ROLES }],
  },
};

/** Lines of every format, of none, and with quotes and braces that are left open. */
const LINES = [
  "1 r1 start",
  "2 r2 -- MARK --",
  "3 - no request",
  "t=1 r=r1 m=start",
  't=2 r=r2 m="-- MARK --"',
  '{"t":1,"r":"r1","m":"start"}',
  '{"t":2,"r":"r2","m":"MARK"}',
  '{"t":2,"r"',
  "1,r1,start",
  '2,r2,"a ""quoted""',
  'line two"',
  "3,r3,a,b",
  "MARK,x",
  '"open MARK',
  "\tat a.b.C(C.java:3)",
  "#r1 note",
  "",
  JSON.stringify({ log: '{"t":1,"r":"r1","m":"x"}\n', stream: "stdout", time: "2023-01-29T17:30:00Z" }),
  JSON.stringify({ log: '{"t":1,"r":"r1",', stream: "stdout", time: "2023-01-29T17:30:00Z" }),
  JSON.stringify({ log: "-- MARK --\n", stream: "stdout", time: "2023-01-29T17:30:00Z" }),
  "2023-01-29T17:30:00Z stdout F 1 r1 start",
  "2023-01-29T17:30:00Z stdout P 1 r1 sta",
  "2023-01-29T17:30:00Z stderr F -- MARK --",
];
const RULES: readonly IgnoredLine[] = [
  { prefix: "#" },
  { pattern: "MARK" },
  { prefix: "1" },
  { pattern: "^2 r2 -- .* --$" },
  { prefix: '"open' },
];
const text = fc
  .array(fc.tuple(fc.constantFrom(...LINES), fc.constantFrom("\n", "\r\n")), { maxLength: 25 })
  .chain((lines) =>
    fc.boolean().map((cut) =>
      lines
        .flat()
        .join("")
        .slice(0, cut ? -1 : undefined),
    ),
  );

describe("lines that a plan ignores or takes for continuations", () => {
  test.each(Object.entries(PLANS))("%s: any slicing is one read, and every line is accounted for", (_, plain) => {
    fc.assert(
      fc.property(
        text,
        fc.subarray([...RULES]),
        fc.boolean(),
        fc.array(fc.nat(600), { maxLength: 5 }),
        fc.nat(30),
        fc.integer({ min: 1, max: 90 }),
        (lines, ignored, takesRest, cuts, reach, target) => {
          const plan: SourcePlan = { ...plain, ignored, ...(takesRest && { unmatched: "continuation" }) };
          const bytes = encodeUtf8(lines);
          const whole = readWhole(plan, bytes);
          expect(isConserved(whole, bytes)).toBe(true);
          expect(readSliced(plan, bytes, cuts, reach)).toEqual(whole);
          expect(readBlocks(plan, bytes, 37, target)).toEqual(whole);
          if (takesRest) expect(whole.rejects.filter((reject) => /P_(SYNTAX|COLUMNS|QUOTE)/.test(reject))).toEqual([]);
          // Neither changes what is read of other lines: records are those of the plain plan, or fewer.
          const before = readWhole(plain, bytes);
          expect(before.events).toEqual(expect.arrayContaining([...whole.events]));
          if (ignored.length === 0) expect(whole.events).toEqual(before.events);
        },
      ),
      { numRuns: 150 },
    );
  });

  test("an ignored line counts as blank, whatever it is, and a record goes on over it", () => {
    const lines = "1 r1 a\n  at x\n-- MARK --\n  at y\n2 r2 MARK\n3 - none\n#z\n";
    const plan: SourcePlan = { ...PLANS.text, ignored: [{ pattern: "MARK" }, { pattern: "^\\d - " }] };
    const { events, counts, rejects } = readWhole(plan, encodeUtf8(lines));
    expect(events).toEqual(["0 r1 1000000  host a"]);
    expect(counts).toEqual({ lines: 7, records: 1, continuations: 2, blank: 4, duplicates: 0, rejects: 0 });
    expect(rejects).toEqual([]);
  });

  test("in envelopes a line is looked at as it stands and as what it holds", () => {
    const line = (log: string) => JSON.stringify({ log, stream: "stdout", time: "2023-01-29T17:30:00Z" });
    const bytes = encodeUtf8(
      `${[line("MARK\n"), line('{"t":1,"r":"a","m":"b"}\n'), line("oops\n"), "junk"].join("\n")}\n`,
    );
    const counts = (ignored: readonly IgnoredLine[]) => readWhole({ ...PLANS.docker, ignored }, bytes).counts;
    expect(counts([{ prefix: "MARK" }])).toMatchObject({ records: 1, blank: 1, rejects: 2 });
    expect(counts([{ prefix: '{"log":"oops' }])).toMatchObject({ records: 1, blank: 1, rejects: 2 });
    expect(counts([{ prefix: "junk" }])).toMatchObject({ records: 1, blank: 1, rejects: 2 });
  });

  test("a stack trace of NDJSON or CSV is shown with its record once it continues it", () => {
    const json = encodeUtf8('boot\n{"t":1,"r":"a","m":"b"}\nError: x\n  at y\n{"t":2,"r":"a","m":"c"}\n');
    const plan: SourcePlan = { ...PLANS.ndjson, unmatched: "continuation" };
    const { counts, rejects } = readWhole(plan, json);
    expect(counts).toEqual({ lines: 5, records: 2, continuations: 3, blank: 0, duplicates: 0, rejects: 0 });
    expect(rejects).toEqual([]);
    expect(readWhole(plan, encodeUtf8('boot\n{"t":3')).rejects).toEqual(["1 F_TRUNC_TAIL"]);
    expect(rawRecord(plan, json, 1, 0, true)).toEqual({
      ok: true,
      value: '{"t":1,"r":"a","m":"b"}\nError: x\n  at y',
    });
    const csv = readWhole(
      { ...PLANS.csv, unmatched: "continuation" },
      encodeUtf8("1,r1,a\nError: x\n  at y\n2,r1,b,c\n3,r1"),
    );
    expect(csv.counts).toEqual({ lines: 5, records: 1, continuations: 3, blank: 0, duplicates: 0, rejects: 1 });
  });

  test("are kept in a recipe, which says what is wrong with them", () => {
    const plan: SourcePlan = {
      ...PLANS.ndjson,
      ignored: [{ prefix: "# " }, { pattern: "^-- MARK" }],
      unmatched: "continuation",
    };
    const recipe = { sources: [{ match: "*", plan }] };
    expect(parseRecipe(printRecipe(recipe))).toEqual({ ok: true, value: recipe });
    const problem = (change: object) => {
      const text = printRecipe({ sources: [{ match: "*", plan: PLANS.ndjson }] });
      const document = JSON.parse(text) as { sources: object[] };
      const outcome = parseRecipe(JSON.stringify({ ...document, sources: [{ ...document.sources[0], ...change }] }));
      return outcome.ok ? "none" : `${outcome.failure.code} ${outcome.failure.message}`;
    };
    expect(problem({ ignored: [{ pattern: "(" }] })).toMatch(/^R_PATTERN sources\[0\]: lines to ignore: "\("/);
    expect(problem({ ignored: [{ pattern: "a*" }] })).toMatch(/^R_IGNORED .+ fits every line/);
    expect(problem({ ignored: [{ prefix: "" }] })).toMatch(/^R_SHAPE sources\[0\].ignored\[0\].prefix: seen ""/);
    expect(problem({ ignored: [{}] })).toMatch(/^R_SHAPE .+ expected either a prefix or a pattern/);
    expect(problem({ unmatched: "reject" })).toMatch(/^R_SHAPE .+ expected "continuation"/);
    expect(problem({ repeats: "twice" })).toMatch(/^R_SHAPE .+ expected "once"/);
    const jaeger = compilePlan({ format: "jaeger", compression: "none", unmatched: "continuation" });
    expect(jaeger).toMatchObject({ ok: false, failure: { code: "R_LINES" } });
    expect(compilePlan({ format: "jaeger", compression: "none", repeats: "once" })).toMatchObject({
      ok: false,
      failure: { code: "R_LINES" },
    });
  });
});
