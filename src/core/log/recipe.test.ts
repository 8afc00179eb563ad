import fc from "fast-check";
import { expect, test } from "vitest";
import { MASK_KINDS } from "../label/mask-kinds.ts";
import type { NamedClass, NamedKind } from "../trace/named-class.ts";
import type { ClassRule } from "../trace/shapes.ts";
import { parseRecipe } from "./parse-recipe.ts";
import { printRecipe, type Recipe, recipeOf, sourceForFile } from "./recipe.ts";
import type { FieldReference, Roles, SourcePlan } from "./source-plan.ts";

const COLUMNS = ["rid", "at", "host", "text", "__proto__", "constructor", ""];

function problem(text: string): string {
  const outcome = parseRecipe(text);
  return outcome.ok ? "none" : `${outcome.failure.code} ${outcome.failure.message}`;
}

const csv = {
  match: "*.csv",
  format: "csv",
  columns: ["rid", "at", "what"],
  roles: { request: ["rid"], time: { column: "at", unit: "ns" }, label: [{ column: "what", pattern: "^\\w+" }] },
};

test("reads what a person would write", () => {
  const text = JSON.stringify({
    recipe: "recipe/1",
    sources: [csv],
    classes: { by: "key", key: "user" },
    terminal: "done",
  });
  const outcome = parseRecipe(text);
  expect(outcome.ok && outcome.value).toEqual({
    sources: [
      {
        match: "*.csv",
        plan: {
          format: "csv",
          compression: "none",
          columns: ["rid", "at", "what"],
          roles: {
            request: [{ column: "rid" }],
            time: { column: "at", unit: "ns" },
            task: [],
            label: [{ column: "what", pattern: "^\\w+" }],
            keys: [],
            attributes: [],
          },
        },
      },
    ],
    classes: { by: "key", name: "user" },
    terminal: "done",
  });
});

test("errors name the place, what was seen and what was expected", () => {
  const withSource = (change: object) => JSON.stringify({ recipe: "recipe/1", sources: [{ ...csv, ...change }] });
  expect(problem("{")).toMatch(/^R_JSON/);
  expect(problem("[]")).toBe("R_SHAPE the recipe: seen [], expected an object");
  expect(problem("{}")).toBe('R_SHAPE recipe: seen nothing, expected "recipe/1"');
  expect(problem('{"recipe":"recipe/2","sources":[]}')).toMatch(/^R_VERSION this recipe is recipe\/2, from a newer/);
  expect(problem('{"recipe":"recipe/1"}')).toBe("R_SHAPE sources: seen nothing, expected a list");
  expect(problem(withSource({ format: "xml" }))).toBe(
    'R_SHAPE sources[0].format: seen "xml", expected "csv" or "ndjson" or "logfmt" or "syslog" or "text" or "jaeger" or "zipkin" or "otlp" or "chrome-trace" or "har" or "xes" or "parquet"',
  );
  expect(problem(withSource({ rolez: 1 }))).toMatch(
    /^R_SHAPE sources\[0\]\.rolez: seen "rolez", expected one of match/,
  );
  const time = { ...csv.roles, time: { column: "at", unit: "h" } };
  expect(problem(withSource({ roles: time }))).toMatch(/^R_SHAPE sources\[0\]\.roles\.time\.unit: seen "h"/);
  const label = { ...csv.roles, label: [{ column: "what", pattern: "(" }] };
  expect(problem(withSource({ roles: label }))).toMatch(/^R_PATTERN sources\[0\]: "\(" is no regular expression/);
  expect(problem(withSource({ roles: { ...csv.roles, request: ["id"] } }))).toBe(
    'R_COLUMN sources[0]: no column "id" among rid, at, what',
  );
  expect(problem(withSource({ delimiter: ",," }))).toMatch(/^R_DELIMITER/);
});

test("stamps and what is assumed of them must make a time", () => {
  const withTime = (time: object, assume: object = {}) =>
    problem(
      JSON.stringify({
        recipe: "recipe/1",
        sources: [{ ...csv, roles: { ...csv.roles, time: { column: "at", ...time } }, assume }],
      }),
    );
  const yearless = { unit: "stamp", stamp: "MMM d HH:mm:ss" };
  expect(withTime({ unit: "stamp" })).toMatch(/^R_STAMP sources\[0\]: a form of stamps has 1 to 100/);
  expect(withTime({ unit: "stamp", stamp: "yy T" })).toMatch(/^R_STAMP sources\[0\]: "yy T": T has no meaning/);
  expect(withTime(yearless)).toMatch(/^R_TIME sources\[0\]: stamps like MMM d HH:mm:ss tell no year/);
  expect(withTime(yearless, { latest: "2023-02-30T00:00:00" })).toMatch(/^R_TIME .+the latest time is like/);
  expect(withTime(yearless, { latest: "2023-02-03T00:00:00" })).toBe("none");
  expect(withTime({ unit: "ns", also: [yearless] })).toMatch(/^R_TIME/);
  expect(withTime({ unit: "iso" }, { zone: 2000 })).toMatch(/^R_TIME .+ at most 18 h/);
  expect(withTime({ unit: "iso" }, { zone: { name: "x", offsets: [] } })).toMatch(/^R_TIME .+ needs offsets/);
  expect(withTime({ unit: "iso" }, { zone: 1.5 })).toMatch(/^R_SHAPE sources\[0\]\.assume\.zone: seen 1.5/);
});

test("labels from free text keep their rules, and say what is wrong with them", () => {
  const label = ["what", { column: "at", mined: true }];
  const labelRules = {
    masks: [{ name: "user", pattern: "user (\\w+)" }],
    unmasked: ["path"],
    splits: [{ label: "to <*>", position: 1 }],
    merges: [{ labels: ["a", "b"], into: "c" }],
    apart: [["fave", "#Fave"]],
    flagged: [["d", "D", "d."]],
  };
  const withRules = (rules: object, parts: readonly unknown[] = label) =>
    JSON.stringify({
      recipe: "recipe/1",
      sources: [{ ...csv, roles: { ...csv.roles, label: parts }, labelRules: rules }],
    });
  const outcome = parseRecipe(withRules(labelRules));
  expect(outcome.ok && outcome.value.sources[0].plan).toMatchObject({
    roles: { label: [{ column: "what" }, { column: "at", mined: true }] },
    labelRules,
  });
  expect(outcome.ok && parseRecipe(printRecipe(outcome.value))).toEqual(outcome);
  expect(problem(withRules({ unmasked: ["word"] }))).toMatch(
    /^R_SHAPE sources\[0\]\.labelRules\.unmasked\[0\]: seen "word"/,
  );
  expect(problem(withRules({ splits: [{ label: "a", position: "1" }] }))).toMatch(
    /splits\[0\]\.position: seen "1", expected a whole number/,
  );
  expect(problem(withRules({ merges: [{ labels: ["a"], into: "b" }] }))).toMatch(
    /^R_LABELS sources\[0\]: the merge into "b"/,
  );
  expect(problem(withRules({ apart: [["a"]] }))).toMatch(/^R_LABELS sources\[0\]: "a" is kept apart from nothing/);
  expect(problem(withRules({ masks: [{ name: "x", pattern: "(" }] }))).toMatch(/^R_PATTERN sources\[0\]: the mask "x"/);
  const two = [
    { column: "what", mined: true },
    { column: "at", mined: true },
  ];
  expect(problem(withRules({}, two))).toBe(
    "R_ROLES sources[0]: only one part of the label can be mined from free text",
  );
});

test("hostile names are unknown names", () => {
  const text = '{"recipe":"recipe/1","sources":[],"__proto__":{"classes":{"by":"none"}}}';
  expect(problem(text)).toMatch(/^R_SHAPE __proto__: seen "__proto__", expected one of/);
  expect(problem('{"recipe":"recipe/1","sources":[],"constructor":1}')).toMatch(/^R_SHAPE constructor/);
  expect(Object.hasOwn(Object.prototype, "classes")).toBe(false);
});

test("the first pattern that fits a name, with or without its folder, gives the plan", () => {
  const plans: SourcePlan[] = [
    { format: "jaeger", compression: "none" },
    { format: "jaeger", compression: "gzip" },
  ];
  const recipe = recipeOf(
    [
      { match: "*.json", plan: plans[0] },
      { match: "*", plan: plans[1] },
    ],
    { by: "shape" },
    null,
  );
  expect(sourceForFile(recipe, "logs/a.json")?.plan).toBe(plans[0]);
  expect(sourceForFile(recipe, "a.json.gz")?.plan).toBe(plans[1]);
  expect(sourceForFile({ sources: recipe.sources.slice(0, 1) }, "a.csv")).toBeNull();
  const named = { sources: ["app.log", "b/app.log"].map((match, at) => ({ match, plan: plans[at] })) };
  // A file that a source names with its folder is not the one of another that is called the same.
  expect(sourceForFile(named, "b/app.log")?.plan).toBe(plans[1]);
  expect(sourceForFile(named, "a/app.log")?.plan).toBe(plans[0]);
  expect(sourceForFile(named, "app.log (2)")?.plan).toBe(plans[0]);
});

const text = fc.string({ unit: "binary", minLength: 1, maxLength: 8 });
const optional = <K extends string, T>(key: K, value: fc.Arbitrary<T>): fc.Arbitrary<{ [P in K]?: T }> =>
  fc.option(value).map((found) => (found === null ? {} : { [key]: found }) as { [P in K]?: T });
const merged = (...parts: fc.Arbitrary<object>[]) => fc.tuple(...parts).map((found) => Object.assign({}, ...found));
const column = fc.constantFrom(...COLUMNS.filter((name) => name !== "")).map((name) => ({ column: name }));
const field: fc.Arbitrary<FieldReference> = merged(
  column,
  optional("json", fc.constantFrom("a", "a.b", "__proto__")),
  optional("pattern", fc.constantFrom("^\\w+", "(a|b)#")),
);
const unit = fc.constantFrom("s", "ms", "us", "ns").map((by) => ({ unit: by }));
const form = fc.oneof(
  unit,
  fc.constant({ unit: "iso" }),
  fc.constantFrom("yyyy-MM-dd HH:mm:ss,SSS", "dd/MMM/yyyy:HH:mm:ss Z").map((stamp) => ({ unit: "stamp", stamp })),
);
const time = merged(field, form, optional("also", fc.array(form, { maxLength: 2 })));
const offsets = [
  { fromSeconds: 0, minutes: 60 },
  { fromSeconds: 1_000_000_000, minutes: 120 },
];
const assumptions = merged(
  optional("zone", fc.constantFrom<object | number>(0, -210, { name: "Europe/Berlin", offsets })),
  optional("fold", fc.constantFrom("first", "second")),
  optional("latest", fc.constant("2023-01-29T17:30:00")),
);
const fields = fc.array(field, { maxLength: 3 });
const named = fc.array(
  merged(
    field,
    text.map((name) => ({ name })),
  ),
  { maxLength: 3 },
);
const label = fc
  .tuple(fields, fc.boolean())
  .map(([parts, mined]) => parts.map((part, i) => (mined && i === 0 ? { ...part, mined } : part)));
const labelRules = merged(
  optional("masks", fc.array(fc.record({ name: fc.constantFrom("user", "order-id"), pattern: fc.constant("a(b)") }))),
  optional("unmasked", fc.array(fc.constantFrom(...MASK_KINDS))),
  optional("splits", fc.array(fc.record({ label: text, position: fc.nat() }))),
  optional("merges", fc.array(fc.record({ labels: fc.array(text, { minLength: 2 }), into: text }))),
);
const roles = merged(
  fc.record({
    request: fc.array(field, { minLength: 1, maxLength: 2 }),
    time,
    task: fields,
    label,
    keys: named,
    attributes: named,
  }),
  optional("outerTime", time),
  optional("endTime", time),
  optional("duration", merged(field, unit)),
  optional("stampIs", fc.constantFrom("start", "end")),
  optional("stages", fc.array(merged(merged(field, unit), fc.record({ name: text })), { maxLength: 2 })),
  optional("host", field),
  optional("service", field),
  optional("outcome", field),
);
/** Names that a pattern can hold. */
const PATTERN = "{__proto__} {first:rest}";
const spelt = (roles: object): Roles =>
  JSON.parse(JSON.stringify(roles), (key, value) => (key === "column" && value !== "__proto__" ? "first" : value));
const compression = fc.constantFrom("none", "gzip", "zstd", "stream");
const plan: fc.Arbitrary<SourcePlan> = fc.oneof(
  fc.record({ format: fc.constant("jaeger" as const), compression }) as fc.Arbitrary<SourcePlan>,
  merged(
    fc.record({ format: fc.constant("ndjson"), compression, roles }),
    optional("outcomeInLabel", fc.boolean()),
    optional("assume", assumptions),
    optional("newestFirst", fc.boolean()),
    optional("repeats", fc.constant("once")),
    optional("labelRules", labelRules),
    optional("encoding", fc.constantFrom("utf-16le", "utf-16be", "windows-1252")),
    optional("lineEnds", fc.constant("cr")),
  ),
  merged(
    fc.record({ format: fc.constant("csv"), compression, roles, columns: fc.constant(COLUMNS) }),
    optional("delimiter", fc.constantFrom(",", "\t", "|")),
    optional("header", fc.boolean()),
  ),
  fc
    .record({ compression, roles })
    .map(
      ({ compression, roles }): SourcePlan => ({ format: "text", compression, pattern: PATTERN, roles: spelt(roles) }),
    ),
);
const rule = fc.oneof(
  fc.constantFrom({ by: "shape" as const }, { by: "root" as const }, { by: "none" as const }),
  text.map((name) => ({ by: "key" as const, name })),
);
const kind: fc.Arbitrary<NamedKind> = fc.record({
  task: fc.constantFrom("", "cart", "__proto__"),
  label: fc.constantFrom("start", "end", "sent \n", ""),
  phase: fc.constantFrom("point", "start", "end"),
});
const classMap = ({ by }: ClassRule): fc.Arbitrary<NamedClass[]> =>
  fc.uniqueArray(
    fc
      .record({
        name: text,
        root: by === "none" ? fc.constant(null) : by === "key" ? fc.oneof(kind, fc.string()) : kind,
        other: fc.boolean(),
        shape: fc.array(kind, { maxLength: 5 }),
      })
      .filter(({ other, shape }) => other || shape.length > 0),
    { selector: ({ name }) => name, minLength: 1, maxLength: 4 },
  );
const classes = rule.chain((found) =>
  merged(fc.constant({ classes: found }), optional("classMap", classMap(found)) as fc.Arbitrary<object>),
);
const fingerprint = fc.record({ structure: text, fields: fc.array(fc.string(), { maxLength: 3 }) });
const source = merged(fc.record({ match: text, plan }), optional("fingerprint", fingerprint));
const recipes: fc.Arbitrary<Recipe> = merged(
  fc.record({ sources: fc.array(source, { maxLength: 3 }) }),
  fc.option(classes).map((found) => found ?? {}),
  optional("terminal", text),
);

test("classes of requests are read with their places in the document", () => {
  const withMap = (map: unknown, rule: object = { by: "shape" }) =>
    JSON.stringify({ recipe: "recipe/1", sources: [], classes: { ...rule, map } });
  const cart = {
    name: "cart",
    root: ["cart", "add"],
    shape: [
      ["cart", "add"],
      ["pay", "start"],
    ],
  };
  const outcome = parseRecipe(withMap([cart, { name: "rest", root: ["cart", "add"], other: true }]));
  expect(outcome.ok && outcome.value.classMap).toEqual([
    {
      name: "cart",
      root: { task: "cart", label: "add", phase: "point" },
      other: false,
      shape: [
        { task: "cart", label: "add", phase: "point" },
        { task: "pay", label: "start", phase: "start" },
      ],
    },
    { name: "rest", root: { task: "cart", label: "add", phase: "point" }, other: true, shape: [] },
  ]);
  expect(outcome.ok && printRecipe(outcome.value)).toContain('"shape": [["cart", "add"], ["pay", "start"]]');
  expect(problem(withMap([cart, cart]))).toBe(
    'R_SHAPE classes.map[1].name: seen "cart", expected a name that no other class has',
  );
  expect(problem(withMap([{ ...cart, shape: [] }]))).toMatch(
    /^R_SHAPE classes\.map\[0\]\.shape: seen \[\], expected at/,
  );
  expect(problem(withMap([{ ...cart, root: "cart" }]))).toMatch(/^R_SHAPE classes\.map\[0\]\.root: seen "cart"/);
  expect(problem(withMap([{ ...cart, shape: [["cart"]] }]))).toMatch(
    /^R_SHAPE classes\.map\[0\]\.shape\[0\]: seen \["cart"\], expected \[task, label\]/,
  );
  expect(problem(withMap([cart], { by: "none" }))).toMatch(/^R_SHAPE classes\.map\[0\]\.root: .+ expected nothing/);
  const none = parseRecipe(withMap([]));
  expect(none.ok && none.value).toEqual({ sources: [], classes: { by: "shape" } });
});

test("what is printed is read back, and printed alike", () => {
  fc.assert(
    fc.property(recipes, (recipe) => {
      const printed = printRecipe(recipe);
      const outcome = parseRecipe(printed);
      expect(outcome).toEqual({ ok: true, value: recipe });
      if (outcome.ok) expect(printRecipe(outcome.value)).toBe(printed);
    }),
    { numRuns: 300 },
  );
});

test("any JSON gives a recipe or a failure, never an exception", () => {
  fc.assert(
    fc.property(fc.json(), (json) => {
      const shaped = `{"recipe":"recipe/1","sources":[{"match":"*","format":"ndjson","roles":${json}}]}`;
      for (const text of [json, shaped]) expect(problem(text)).toMatch(/^(none|R_\w+ .+)/);
    }),
  );
});
