import { expect, test } from "vitest";
import type { InspectedFile } from "../../app/phase.ts";
import type { Detection } from "../../core/log/detect.ts";
import {
  formatWords,
  hasSameColumns,
  inspectedFile,
  isUnsure,
  mappingFile,
  presentPlan,
  problemsOf,
  questionsOf,
  trialProblems,
  withAnswer,
  withFields,
  withPattern,
  withReading,
  withRolesOf,
} from "./mapping-file.ts";

const DETECTION: Detection = {
  plan: {
    format: "csv",
    compression: "gzip",
    delimiter: "\t",
    header: false,
    columns: ["#1", "#2", "#3"],
    roles: {
      request: [{ column: "#1" }],
      time: { column: "#2", unit: "ms" },
      task: [],
      label: [{ column: "#3" }],
      keys: [],
      attributes: [],
    },
  },
  confidence: 0.3,
  reasons: [],
  columns: [
    { name: "#1", examples: ["a1"], role: "request" },
    { name: "#2", examples: ["1700000000123"], role: "time" },
    { name: "#3", examples: ["start"], role: "label" },
  ],
  stampRangeNs: { min: 0n, max: 0n },
};

function inspected(change: Partial<InspectedFile> = {}): InspectedFile {
  const file = new File(["x"], "a.tsv.gz");
  return { file, detection: DETECTION, problem: null, plan: DETECTION.plan, origin: "guess", ...change };
}

test("an untouched file gives back its plan, now the user's", () => {
  const file = mappingFile(inspected());
  expect(problemsOf(file)).toEqual([]);
  expect(inspectedFile(file)).toMatchObject({ plan: DETECTION.plan, origin: "user" });
  expect(formatWords(file)).toBe("CSV, tab, no header, gzip");
});

test("a guess that its detection does not trust is unsure until somebody sets it", () => {
  expect(isUnsure(mappingFile(inspected()))).toBe(true);
  expect(isUnsure(mappingFile(inspected({ origin: "user" })))).toBe(false);
  expect(isUnsure(mappingFile(inspected({ detection: { ...DETECTION, confidence: 0.9 } })))).toBe(false);
});

test("a file that is left out has no plan and no problems", () => {
  const file = { ...mappingFile(inspected()), rows: [], isIncluded: false };
  expect(problemsOf(file)).toEqual([]);
  expect(inspectedFile(file).plan).toBe(null);
});

test("an unreadable file is left out from the start", () => {
  const file = mappingFile(inspected({ detection: null, plan: null, problem: "binary" }));
  expect(file.isIncluded).toBe(false);
  expect(formatWords(file)).toBe("not readable");
});

test("a format that fixes its roles needs none", () => {
  const plan = { format: "jaeger", compression: "none" } as const;
  const file = mappingFile(inspected({ plan, detection: { ...DETECTION, plan, columns: [] } }));
  expect(problemsOf(file)).toEqual([]);
  expect(inspectedFile(file).plan).toEqual(plan);
});

test("roles pass from one file to another with the same columns", () => {
  const one = mappingFile(inspected());
  const other = mappingFile(inspected());
  expect(hasSameColumns(one, other)).toBe(true);
  const changed = { ...one, rows: one.rows.map((row) => ({ ...row, role: "ignore" as const })) };
  expect(withRolesOf(other, changed).rows.map(({ role, examples }) => [role, examples[0]])).toEqual([
    ["ignore", "a1"],
    ["ignore", "1700000000123"],
    ["ignore", "start"],
  ]);
  const fewer = mappingFile(inspected({ detection: { ...DETECTION, columns: DETECTION.columns.slice(1) } }));
  expect(hasSameColumns(one, fewer)).toBe(false);
});

test("the outcome joins the label only when it is asked to", () => {
  const file = mappingFile(inspected({ plan: { ...DETECTION.plan, outcomeInLabel: true }, origin: "recipe" }));
  expect(inspectedFile(file).plan?.outcomeInLabel).toBe(true);
  expect(inspectedFile({ ...file, outcomeInLabel: false }).plan).not.toHaveProperty("outcomeInLabel");
});

test("a trial that failed, or a row that cannot be used, keeps the file from being read", () => {
  const file = mappingFile(inspected());
  const effects = file.rows.map(() => ({ ok: true as const, values: [] }));
  const stampRangeNs = { min: 0n, max: 0n };
  const trial = {
    preview: { columns: [], rows: [] },
    effects,
    sample: null,
    labels: null,
    read: null,
    warnings: [],
    stampRangeNs,
    clocks: [],
  };
  expect(trialProblems(file, null)).toEqual([]);
  expect(trialProblems(file, { trial, message: null })).toEqual([]);
  expect(trialProblems(file, { trial: null, message: "Did not end." })).toEqual(["Did not end."]);
  const broken = { ...trial, effects: [{ ok: false as const, message: "no stamp" }, ...effects.slice(1)] };
  expect(trialProblems(file, { trial: broken, message: null })).toEqual(["#1 (request): no stamp."]);
  expect(trialProblems({ ...file, isIncluded: false }, { trial: broken, message: null })).toEqual([]);
});

const AMBIGUOUS: Detection = {
  ...DETECTION,
  plan: {
    ...DETECTION.plan,
    roles: { ...DETECTION.plan.roles!, time: { column: "#2", unit: "stamp", stamp: "dd/MM/yyyy" } },
  },
  warnings: [
    {
      code: "T_AMBIG_DM",
      count: 3,
      sentence: "day or month",
      mustAsk: true,
      changes: [{ label: "Read as MM/dd/yyyy", apply: { time: { column: "#2", unit: "stamp", stamp: "MM/dd/yyyy" } } }],
    },
  ],
};

test("what nobody but the user can decide keeps the file from being read until it is answered", () => {
  const file = mappingFile(inspected({ detection: AMBIGUOUS, plan: AMBIGUOUS.plan }));
  expect(problemsOf(file)).toEqual(["day or month. Choose above."]);
  const [question] = questionsOf(file, null);
  const kept = withAnswer(file, question.code, question.options[0].apply);
  expect([problemsOf(kept), presentPlan(kept)]).toEqual([[], AMBIGUOUS.plan]);
  const changed = withAnswer(file, question.code, question.options[1].apply);
  expect(presentPlan(changed)?.roles?.time.stamp).toBe("MM/dd/yyyy");
  expect(changed.rows[1]).toMatchObject({ role: "time", stamp: "MM/dd/yyyy" });
  expect(questionsOf(changed, null)[0].options.map(({ isChosen }) => isChosen)).toEqual([false, true]);
  // Confirmed once, it is not asked again.
  expect(problemsOf(mappingFile(inspectedFile(changed)))).toEqual([]);
  // What was answered is known from what was merely there.
  expect(inspectedFile(changed).answered).toEqual(["T_AMBIG_DM"]);
  expect(inspectedFile(mappingFile(inspected())).answered).toEqual([]);
});

test("another reading brings its plan and columns, and the first one comes back as it was detected", () => {
  const text = {
    plan: { ...DETECTION.plan, format: "text", pattern: "{time} {message:rest}" } as const,
    confidence: 0.6,
    reasons: [],
    columns: [
      { name: "time", examples: ["10:00"], role: "ignore" as const },
      { name: "message", examples: ["begin"], role: "label" as const },
    ],
    stampRangeNs: { min: 0n, max: 0n },
  };
  const file = mappingFile(inspected({ detection: { ...DETECTION, alternatives: [text] } }));
  const other = withReading(file, 1);
  expect(other.rows.map(({ column }) => column)).toEqual(expect.arrayContaining(["time", "message"]));
  expect(formatWords(other)).toContain("text with a pattern");
  expect(withReading(other, 0)).toEqual(file);
  // The choice is seen again in what was confirmed.
  expect(mappingFile(inspectedFile(other)).reading).toBe(1);
});

test("fields of an edited pattern become rows once it was tried, and not after it was edited again", () => {
  const plan = { ...DETECTION.plan, format: "text", pattern: "{#1} {#2} {#3:rest}" } as const;
  const file = mappingFile(inspected({ plan, detection: { ...DETECTION, plan } }));
  const own = { part: "own" } as const;
  const typed = withPattern(file, own, "{#1} {#2} {request} {#3:rest}");
  const columns = ["#1", "#2", "request", "#3"].map((name) => ({ name, examples: [`${name}!`] }));
  expect(withFields(withPattern(typed, own, "{"), "own", "{#1} {#2} {request} {#3:rest}", columns)).toMatchObject({
    rows: file.rows,
  });
  const edited = withFields(typed, "own", "{#1} {#2} {request} {#3:rest}", columns);
  expect(edited.rows.map(({ column, role }) => `${column} ${role}`)).toEqual([
    "#1 request",
    "#2 time",
    "request request",
    "#3 label",
  ]);
  const back = withFields(
    withPattern(edited, own, plan.pattern),
    "own",
    plan.pattern,
    columns.filter(({ name }) => name !== "request"),
  );
  expect(presentPlan(back)).toEqual(plan);
});
