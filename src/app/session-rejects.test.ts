import { expect, test } from "vitest";
import { printRecipe } from "../core/log/recipe.ts";
import type { SourcePlan } from "../core/log/source-plan.ts";
import { log, newSession, shows } from "./fake-session.ts";
import type { InspectedFile } from "./phase.ts";
import type { Session } from "./session.ts";

/** A log of forty requests, and so many lines of none. */
function noisy(lines: number): File {
  const noise = Array.from({ length: lines }, (_, at) => `,${1700000000000 + at},web-1,front,tick\n`).join("");
  return new File([log("a", 40), noise], "noisy.csv");
}

async function opened(...files: File[]) {
  const { session } = newSession();
  const phases: string[] = [];
  session.phase.subscribe(({ name }) => {
    if (phases.at(-1) !== name) phases.push(name);
  });
  session.openFiles(files);
  await shows(session, "ready", "failed", "mapping");
  return { session, phases };
}

function withPlan(session: Session, change: Partial<SourcePlan>): InspectedFile[] {
  return session.dataset.inspected.map((file) => ({ ...file, plan: { ...file.plan!, ...change }, origin: "user" }));
}

test("an analysis of which a fifth was rejected stops, and goes on without them when it is told to", async () => {
  const { session, phases } = await opened(noisy(60));
  expect(session.phase.value).toMatchObject({
    name: "mapping",
    tab: "rejects",
    question:
      "noisy.csv: 60 of 181 lines (33\u00a0%) were rejected, all for: no request id. " +
      "Say what they are, or analyse the rest without them.",
    read: [{ name: "noisy.csv", report: { counts: { rejects: 60 } } }],
  });
  phases.length = 0;
  session.confirmMapping(withPlan(session, {}));
  await shows(session, "ready", "failed");
  expect(phases).toEqual(["analysing", "ready"]);
  const files = [{ guessed: false }];
  expect(session.phase.value).toMatchObject({ name: "ready", state: { report: { requests: 40 }, files } });
});

test("lines that are told to be ignored are rejected no more", async () => {
  const { session, phases } = await opened(noisy(60));
  session.confirmMapping(withPlan(session, { ignored: [{ prefix: "," }] }));
  await shows(session, "ready", "failed");
  expect(phases.slice(-3)).toEqual(["reading", "analysing", "ready"]);
  const counts = { lines: 181, records: 120, rejects: 0, blank: 61 };
  expect(session.phase.value).toMatchObject({ state: { files: [{ report: { counts } }] } });
});

test("few rejects ask nothing, a recipe has decided, and a dismissed question leads to the start", async () => {
  expect((await opened(noisy(20))).session.phase.value.name).toBe("ready");
  const { session } = await opened(noisy(60));
  const plan = session.dataset.inspected[0].plan!;
  session.dismiss();
  expect(session.phase.value).toEqual({ name: "empty", notice: null });
  const recipe = new File([printRecipe({ sources: [{ match: "*", plan }] })], "recipe.json");
  expect((await opened(noisy(60), recipe)).session.phase.value.name).toBe("ready");
});
