import fc from "fast-check";
import { expect, test } from "vitest";
import { parseRecipe, planForFile, printRecipe, type Recipe, recipeOf } from "./recipe.ts";
import type { FieldReference, SourcePlan } from "./source-plan.ts";

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
    'R_SHAPE sources[0].format: seen "xml", expected "csv" or "ndjson" or "jaeger" or "parquet"',
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
  expect(planForFile(recipe, "logs/a.json")).toBe(plans[0]);
  expect(planForFile(recipe, "a.json.gz")).toBe(plans[1]);
  expect(planForFile({ sources: recipe.sources.slice(0, 1) }, "a.csv")).toBeNull();
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
const fields = fc.array(field, { maxLength: 3 });
const named = fc.array(
  merged(
    field,
    text.map((name) => ({ name })),
  ),
  { maxLength: 3 },
);
const roles = merged(
  fc.record({
    request: fc.array(field, { minLength: 1, maxLength: 2 }),
    time: merged(field, fc.oneof(unit, fc.constant({ unit: "iso" }))),
    task: fields,
    label: fields,
    keys: named,
    attributes: named,
  }),
  optional("endTime", merged(field, unit)),
  optional("duration", merged(field, unit)),
  optional("host", field),
  optional("service", field),
  optional("outcome", field),
);
const compression = fc.constantFrom("none", "gzip");
const plan: fc.Arbitrary<SourcePlan> = fc.oneof(
  fc.record({ format: fc.constant("jaeger" as const), compression }) as fc.Arbitrary<SourcePlan>,
  merged(fc.record({ format: fc.constant("ndjson"), compression, roles }), optional("outcomeInLabel", fc.boolean())),
  merged(
    fc.record({ format: fc.constant("csv"), compression, roles, columns: fc.constant(COLUMNS) }),
    optional("delimiter", fc.constantFrom(",", "\t", "|")),
    optional("header", fc.boolean()),
  ),
);
const classes = fc.oneof(
  fc.constantFrom({ by: "shape" as const }, { by: "root" as const }, { by: "none" as const }),
  text.map((name) => ({ by: "key" as const, name })),
);
const recipes: fc.Arbitrary<Recipe> = merged(
  fc.record({ sources: fc.array(fc.record({ match: text, plan }), { maxLength: 3 }) }),
  optional("classes", classes),
  optional("terminal", text),
);

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
