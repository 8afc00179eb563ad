import { expect, test } from "vitest";
import type { LabelRules } from "../core/label/label-rules.ts";
import { printRecipe } from "../core/log/recipe.ts";
import type { SourcePlan } from "../core/log/source-plan.ts";
import { newSession, shows } from "./fake-session.ts";
import type { InspectedFile } from "./phase.ts";
import type { Session } from "./session.ts";

const COLUMNS = ["request", "time", "host", "task", "message"];

function planOf(mined: boolean, labelRules?: LabelRules): SourcePlan {
  return {
    format: "csv",
    compression: "none",
    delimiter: ",",
    header: true,
    columns: COLUMNS,
    roles: {
      request: [{ column: "request" }],
      time: { column: "time", unit: "ms" },
      host: { column: "host" },
      task: [{ column: "task" }],
      label: [{ column: "message", ...(mined && { mined }) }],
      keys: [],
      attributes: [],
    },
    ...(labelRules && { labelRules }),
  };
}

const MESSAGES = ["user NAME opens cart", "Cart opened in 5 ms", "user bob pays 7", "sent to bank", "bye"];
const NAMES = ["ann", "bob", "cid", "dan", "eve", "fay"];

function log(): File {
  const rows = Array.from({ length: 60 }, (_, request) =>
    MESSAGES.filter((_, at) => at !== 1 + (request % 2)).map(
      (message, at) =>
        `r-${1000 + request},${1_700_000_000_000 + request * 900 + at * 11},web,front,` +
        message.replace("NAME", NAMES[request % 6]),
    ),
  );
  return new File([`${COLUMNS.join()}\n${rows.flat().join("\n")}\n`], "shop.csv");
}

const MERGES = {
  merges: [{ labels: ["user bob pays <num>", "user bob pays 7", "sent to bank"], into: "payment" }],
};

/** A session that shows the result of the log under a plan, and the phases it went through since. */
async function ready(plan: SourcePlan) {
  const { session } = newSession();
  const phases: string[] = [];
  session.phase.subscribe(({ name }) => {
    if (phases.at(-1) !== name) phases.push(name);
  });
  session.openFiles([log(), new File([printRecipe({ sources: [{ match: "*", plan }] })], "recipe.json")]);
  await shows(session, "ready", "failed", "mapping");
  return { session, phases };
}

function hashOf(session: Session): string {
  const phase = session.phase.value;
  if (phase.name !== "ready") throw new Error(`the session shows ${JSON.stringify(phase)}`);
  return phase.state.report.modelHash;
}

/** The plan of the file on screen changed, and confirmed. */
async function confirm(session: Session, plan: SourcePlan): Promise<void> {
  const files: InspectedFile[] = session.dataset.inspected.map((file) => ({ ...file, plan, origin: "user" }));
  session.editMapping(session.dataset.inspected, "labels");
  session.confirmMapping(files);
  await shows(session, "ready", "failed");
}

test.each([
  ["merges", MERGES],
  ["splits", { splits: [{ label: "user <*> opens cart", position: 1 }] }],
  ["a merge of what a split has made", { splits: [{ label: "user <*> opens cart", position: 1 }], ...MERGES }],
])("%s give the model of a full run without reading again", async (_, rules: LabelRules) => {
  const { session, phases } = await ready(planOf(true));
  const before = hashOf(session);
  phases.length = 0;
  await confirm(session, planOf(true, rules));
  expect(phases).toEqual(["mapping", "analysing", "ready"]);
  const fresh = await ready(planOf(true, rules));
  expect(hashOf(session)).toBe(hashOf(fresh.session));
  expect(session.phase.value).toMatchObject({
    state: { files: [{ report: { counts: { records: 240 } } }], accountedBytes: expect.any(Number) },
  });
  expect(printRecipe(session.dataset.recipe)).toBe(printRecipe(fresh.session.dataset.recipe));
  expect(hashOf(session)).not.toBe(before);
  // And back again.
  await confirm(session, planOf(true));
  expect(hashOf(session)).toBe(before);
});

test("labels kept apart change the recipe and nothing else", async () => {
  const { session, phases } = await ready(planOf(true));
  const before = hashOf(session);
  phases.length = 0;
  await confirm(session, planOf(true, { apart: [["a", "b"]] }));
  expect(phases).toEqual(["mapping", "ready"]);
  expect(hashOf(session)).toBe(before);
  expect(printRecipe(session.dataset.recipe)).toContain("apart");
});

test("native labels are merged likewise", async () => {
  const { session, phases } = await ready(planOf(false));
  phases.length = 0;
  await confirm(session, planOf(false, MERGES));
  expect(phases).not.toContain("reading");
  expect(hashOf(session)).toBe(hashOf((await ready(planOf(false, MERGES))).session));
  const overview = await session.questions.labelOverview(MERGES, 10);
  expect(overview).toMatchObject({ mined: null, native: expect.arrayContaining([{ label: "payment", events: 90 }]) });
});

test("masks are read again; plans that stay as they are keep the result", async () => {
  const { session, phases } = await ready(planOf(true));
  const before = session.phase.value;
  phases.length = 0;
  await confirm(session, planOf(true));
  expect(phases).toEqual(["mapping", "ready"]);
  expect(session.phase.value).toEqual(before);
  phases.length = 0;
  const rules = { masks: [{ name: "user", pattern: "user (\\w+)" }] };
  await confirm(session, planOf(true, rules));
  expect(phases).toContain("reading");
  expect(hashOf(session)).toBe(hashOf((await ready(planOf(true, rules))).session));
});

test("labels are looked at under rules that are not applied yet", async () => {
  const { session } = await ready(planOf(true));
  const labels = async (rules: LabelRules) =>
    (await session.questions.labelOverview(rules, 10)).mined?.templates.map(
      ({ label, events }) => `${events} ${label}`,
    );
  expect(await labels({})).toContain("60 user <*> opens cart");
  expect(await labels({ splits: [{ label: "user <*> opens cart", position: 1 }] })).toEqual(
    expect.arrayContaining(["10 user bob opens cart", "10 user eve opens cart"]),
  );
});
