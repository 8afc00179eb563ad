import { expect, test } from "vitest";
import { basicRoles } from "../../../testing/basic-roles.ts";
import { compilePlan } from "../field-plan.ts";
import { parseRecipe } from "../parse-recipe.ts";
import { printRecipe } from "../recipe.ts";
import type { Envelope, Roles, SourcePlan } from "../source-plan.ts";
import { envelopeColumns } from "./envelope-columns.ts";

const roles = basicRoles({ request: [{ column: "id" }], time: { column: "@time", unit: "iso" } });
const CSV: Envelope = { kind: "csv", delimiter: ";", header: true, columns: ["pod", "log"], content: "log" };

function names(envelopes: readonly Envelope[]): readonly string[] | string {
  const columns = envelopeColumns(envelopes);
  return columns.ok ? columns.value.map(({ name }) => name) : `${columns.failure.code} ${columns.failure.message}`;
}

test("columns are named by their layer, the innermost first; of two that come to one name the inner one has it", () => {
  expect(names([{ kind: "cri" }])).toEqual(["@time", "@stream", "@tags"]);
  const shipped: Envelope = { kind: "json", content: "log", fields: ["@stream", "host"] };
  expect(names([CSV, { kind: "docker", fields: ["attrs.tag"] }])).toEqual(["@time", "@stream", "@attrs.tag", "@@pod"]);
  expect(names([shipped, { kind: "json", content: "x", fields: ["@stream"] }])).toEqual([
    "@@stream",
    "@@@stream",
    "@@host",
  ]);
  const columns = envelopeColumns([
    { kind: "json", content: "x", fields: ["stream"] },
    { kind: "json", content: "y", fields: ["@stream"] },
  ]);
  expect(columns.ok && columns.value).toEqual([{ name: "@@stream", level: 1, field: "@stream" }]);
});

test.each<[string, readonly Envelope[], RegExp]>([
  ["too many", [CSV, { kind: "cri" }, { kind: "cri" }, { kind: "cri" }], /^R_ENVELOPE at most 3/],
  ["no content", [{ kind: "json" }], /^R_ENVELOPE envelope 1: it has to say where/],
  ["CSV inside", [{ kind: "cri" }, CSV], /^R_ENVELOPE envelope 2: CSV can only be the outermost/],
  ["CSV without the column", [{ ...CSV, content: "x" }], /^R_ENVELOPE envelope 1: no column "x" among pod, log/],
  ["CSV without delimiter", [{ ...CSV, delimiter: "::" }], /^R_ENVELOPE envelope 1: the delimiter must be one byte/],
  ["a pattern without the field", [{ kind: "text", pattern: "{a:rest}", content: "b" }], /write \{b:rest\} at its end/],
  ["no pattern", [{ kind: "text", pattern: "{a", content: "b" }], /^R_PATTERN/],
  ["too deep a path", [{ kind: "json", content: "a.".repeat(20) }], /^R_ENVELOPE envelope 1: .* is no dotted path/],
])("refused: %s", (_, envelopes, message) => {
  expect(names(envelopes)).toMatch(message);
});

test("plans with envelopes or several formats that cannot work are refused by code", () => {
  const code = (plan: Omit<SourcePlan, "compression">) => {
    const compiled = compilePlan({ ...plan, compression: "none" });
    return compiled.ok ? "ok" : compiled.failure.code;
  };
  const envelopes: readonly Envelope[] = [{ kind: "docker" }];
  const text = { format: "text", pattern: "{id} {message:rest}", roles } as const;
  expect(code({ format: "ndjson", roles, envelopes })).toBe("ok");
  expect(code({ ...text, envelopes })).toBe("ok");
  expect(code(text)).toBe("R_COLUMN");
  expect(code({ format: "jaeger", envelopes })).toBe("R_ENVELOPE");
  expect(code({ format: "csv", columns: ["id", "@time"], roles, envelopes })).toBe("R_ENVELOPE");
  expect(code({ format: "ndjson", roles, others: [text] })).toBe("R_COLUMN");
  expect(code({ format: "ndjson", roles, envelopes, others: [text] })).toBe("ok");
  expect(code({ format: "ndjson", roles, others: [{ format: "jaeger" }] })).toBe("R_OTHERS");
  expect(
    code({ format: "ndjson", roles, others: Array.from({ length: 9 }, () => ({ format: "ndjson", roles })) }),
  ).toBe("R_OTHERS");
});

test("a recipe keeps envelopes and other formats", () => {
  const timed: Roles = { ...roles, time: { column: "@@time", unit: "iso" } };
  const plan: SourcePlan = {
    format: "ndjson",
    compression: "none",
    envelopes: [
      CSV,
      { kind: "docker", fields: ["attrs.tag"] },
      { kind: "text", pattern: "{app}: {line:rest}", content: "line" },
    ],
    others: [
      { format: "text", pattern: "{id} {message:rest}", roles: timed, outcomeInLabel: true, assume: { zone: 60 } },
    ],
    roles: timed,
  };
  const printed = printRecipe({ sources: [{ match: "*.csv", plan }] });
  const read = parseRecipe(printed);
  expect(read.ok && read.value.sources[0].plan).toEqual(plan);
  const broken = parseRecipe(printed.replace('"docker"', '"podman"'));
  expect(!broken.ok && broken.failure.message).toMatch(/sources\[0\]\.envelopes\[1\]\.kind: seen "podman"/);
});
