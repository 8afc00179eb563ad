import fc from "fast-check";
import { expect, test } from "vitest";
import { encodeUtf8 } from "../../bytes.ts";
import { type Detection, detectSource } from "../detect.ts";
import { type Recipe, recipeOf } from "../recipe.ts";
import type { SourcePlan } from "../source-plan.ts";
import { type Fingerprint, fingerprintOf, isAlike, planForLike, sourceForLike } from "./fingerprint.ts";

function detected(text: string, name = "a.log"): Detection {
  const head = encodeUtf8(text);
  const outcome = detectSource({ name, size: head.length, head });
  if (!outcome.ok) throw new Error(outcome.failure.message);
  return outcome.value;
}

function fingerprint(text: string, name?: string): Fingerprint {
  const found = fingerprintOf(detected(text, name));
  if (found === null) throw new Error("no fingerprint");
  return found;
}

const DAYS = [1_700_000_000, 1_700_086_400] as const;
const lines = (count: number, line: (i: number) => string) =>
  Array.from({ length: count }, (_, i) => line(i)).join("\n");
const iso = (day: number, i: number) => new Date(day * 1000 + i * 137).toISOString();

const csv = (day: number, header = "request,time,host,event", offset = 0) =>
  `${header}\n${lines(200, (i) => `r${offset + (i >> 2)},${iso(day, i)},web-${i % 3},${["in", "a", "b", "out"][i & 3]}`)}\n`;

const json = (day: number, offset = 0) =>
  lines(240, (i) =>
    JSON.stringify({
      ts: iso(day, i),
      level: "info",
      host: `web-${i % 3}`,
      request_id: `q${offset + (i >> 2)}`,
      event: ["in", "a", "b", "out"][i & 3],
      // On one of the days only.
      ...(offset > 0 && i === 7 && { retry: 1 }),
    }),
  );

const text = (day: number, offset = 0, logger = "app.Server") =>
  lines(
    200,
    (i) =>
      `${iso(day, i).replace("T", " ").replace("Z", "").replace(".", ",")} INFO  [req-${offset + (i >> 2)}] ${logger} - did ${["in", "a", "b", "out"][i & 3]} for ${i}`,
  );

test("two days of one log are alike, whatever their names and values", () => {
  for (const write of [csv, json, text] as const) {
    const one = write === csv ? csv(DAYS[0]) : write(DAYS[0]);
    const other = write === csv ? csv(DAYS[1], undefined, 5000) : (write as typeof json)(DAYS[1], 5000);
    expect(isAlike(fingerprint(one), fingerprint(other, "elsewhere/b.txt"))).toBe(true);
  }
  expect(fingerprint(csv(DAYS[0]))).toEqual(fingerprint(csv(DAYS[1], undefined, 5000)));
  expect(fingerprint(text(DAYS[0]))).toEqual(fingerprint(text(DAYS[1], 5000)));
});

test("other columns, another order of columns, another delimiter or format are not", () => {
  const all = [
    csv(DAYS[0]),
    csv(DAYS[0], "request,time,node,event"),
    csv(DAYS[0]).replaceAll(",", ";"),
    csv(DAYS[0]).split("\n").slice(1).join("\n"),
    json(DAYS[0]),
    json(DAYS[0]).replaceAll('"request_id"', '"rid"').replaceAll('"host"', '"pod"'),
    text(DAYS[0]),
    text(DAYS[0]).replaceAll("[", "<").replaceAll("]", ">"),
    lines(
      240,
      (i) =>
        `{"log":${JSON.stringify(`${json(DAYS[0]).split("\n")[i]}\n`)},"stream":"stdout","time":"${iso(DAYS[0], i)}"}`,
    ),
  ].map((content) => fingerprint(content));
  all.forEach((one, i) => {
    all.forEach((other, k) => {
      expect([i, k, isAlike(one, other)]).toEqual([i, k, i === k]);
    });
  });
});

test("a fingerprint tells nothing of the content", () => {
  const secret = csv(DAYS[0]).replaceAll("web-", "secret-");
  expect(JSON.stringify(fingerprint(secret))).not.toContain("secret");
  expect(fingerprint(secret)).toEqual(fingerprint(csv(DAYS[0])));
});

test("law: likeness does not depend on the order of the two", () => {
  const one = fc.record({
    structure: fc.constantFrom("a", "b"),
    fields: fc.uniqueArray(fc.constantFrom(..."abcdefgh")).map((fields) => fields.sort()),
  });
  fc.assert(
    fc.property(one, one, (a, b) => {
      expect(isAlike(a, b)).toBe(isAlike(b, a));
      expect(isAlike(a, a)).toBe(true);
    }),
  );
});

test("a source fits a file that is like the one it was made for and has what its roles need", () => {
  const detection = detected(json(DAYS[0]));
  const made = fingerprint(json(DAYS[0]));
  const source = (plan: SourcePlan) => ({ match: "x", plan, fingerprint: made });
  const recipe = (plan: SourcePlan): Recipe => recipeOf([{ match: "y", plan }, source(plan)], { by: "shape" }, null);
  const next = detected(json(DAYS[1], 900));
  expect(sourceForLike(recipe(detection.plan), next)).toEqual(source(detection.plan));
  const { roles } = detection.plan;
  if (roles === undefined) throw new Error("no roles");
  const lacking = { ...detection.plan, roles: { ...roles, request: [{ column: "session" }] } };
  expect(sourceForLike(recipe(lacking), next)).toBeNull();
  expect(sourceForLike(recipe(detection.plan), detected(csv(DAYS[0])))).toBeNull();
});

test("the roles of the plan that was made, the bytes of the file that is read", () => {
  const made: SourcePlan = {
    format: "csv",
    compression: "gzip",
    encoding: "utf-16le",
    columns: ["a"],
    assume: { zone: 60, latest: "2023-01-29T17:30:00" },
    outcomeInLabel: true,
  };
  const found: SourcePlan = { format: "csv", compression: "none", columns: ["a"], newestFirst: true };
  expect(planForLike(made, { ...found, assume: { latest: "2024-02-01T00:00:00", zone: 0 } })).toEqual({
    format: "csv",
    compression: "none",
    columns: ["a"],
    assume: { zone: 60, latest: "2024-02-01T00:00:00" },
    outcomeInLabel: true,
    newestFirst: true,
  });
});
