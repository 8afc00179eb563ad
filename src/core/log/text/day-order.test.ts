import { expect, test } from "vitest";
import { encodeUtf8 } from "../../bytes.ts";
import { detectSource } from "../detect.ts";
import { applyPatch } from "../plan-warning.ts";

test("pattern, reasons and time agree on the order of day and month, as found and as the user says", () => {
  const lines = Array.from(
    { length: 60 },
    (_, n) => `04/05/2024 09:00:${10 + (n >> 1)}.222 INFO req=a${n >> 2}f step ${n % 4}\n`,
  );
  const head = encodeUtf8(lines.join(""));
  const outcome = detectSource({ name: "file", size: head.length, head });
  if (!outcome.ok) throw new Error(outcome.failure.message);
  const { plan, reasons, warnings = [] } = outcome.value;
  expect(plan.roles?.time.stamp).toMatch(/^dd\/MM/);
  expect(plan.pattern).toContain("{time:dd/MM/yyyy");
  expect(reasons.join()).not.toContain("MM/dd");
  const [question] = warnings.filter(({ code }) => code === "T_AMBIG_DM");
  const answered = applyPatch(plan, question.changes[0].apply);
  expect(answered.roles?.time.stamp).toMatch(/^MM\/dd/);
  expect(answered.pattern).toContain("{time:MM/dd/yyyy");
});
