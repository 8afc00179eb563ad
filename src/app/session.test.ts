import { expect, test } from "vitest";
import { printRecipe } from "../core/log/recipe.ts";
import type { SourcePlan } from "../core/log/source-plan.ts";
import { log, newSession, shows } from "./fake-session.ts";

const EMPTY = new File([""], "empty.csv");

/** A session that shows the result of forty requests, its database being filled. */
async function withResult() {
  const parts = newSession();
  parts.session.openFiles([log("first.csv", 40)]);
  await shows(parts.session, "ready", "failed", "mapping");
  expect(parts.session.phase.value).toMatchObject({ name: "ready" });
  while (parts.database.fillings.length === 0) await new Promise((resolve) => setTimeout(resolve));
  return { ...parts, state: parts.session.phase.value };
}

test("a failure without a result before is left to the start, and nothing was cancelled", async () => {
  const { session } = newSession();
  session.openFiles([EMPTY]);
  await shows(session, "failed");
  expect(session.hasResult).toBe(false);
  session.dismiss();
  expect(session.phase.value).toEqual({ name: "empty", notice: null });
});

test("the roles of a result are looked at and left as they are, while the database is filled on", async () => {
  const { session, database, state } = await withResult();
  session.editMapping(session.dataset.inspected);
  session.dismiss();
  expect(session.phase.value).toEqual(state);
  expect(database.fillings).toHaveLength(1);
  expect(database.fillings[0].signal.aborted).toBe(false);
});

test("files that cannot be read lead back to the result, whose interrupted database is filled again", async () => {
  const { session, database, state } = await withResult();
  session.openFiles([EMPTY]);
  await shows(session, "failed");
  expect(session.hasResult).toBe(true);
  expect(database.fillings[0].signal.aborted).toBe(true);
  session.dismiss();
  expect(session.phase.value).toEqual(state);
  expect(database.fillings.map(({ files, signal }) => [...files, signal.aborted])).toEqual([
    ["first.csv", true],
    ["first.csv", false],
  ]);
  database.fillings[1].end();
  await session.whenIdle();
  expect(await session.questions.findRequest("a-100007")).toBeGreaterThanOrEqual(0);
});

test("a database that was filled to its end is not filled again", async () => {
  const { session, database } = await withResult();
  database.fillings[0].end();
  await session.whenIdle();
  session.openFiles([EMPTY]);
  await shows(session, "failed");
  session.dismiss();
  expect(session.phase.value.name).toBe("ready");
  expect(database.fillings).toHaveLength(1);
});

test("a mapping that is confirmed and at once dismissed changes nothing", async () => {
  const { session, state } = await withResult();
  session.editMapping(session.dataset.inspected);
  session.confirmMapping(session.dataset.inspected);
  session.dismiss();
  await new Promise((resolve) => setTimeout(resolve, 0));
  expect(session.phase.value).toEqual(state);
});

test("a mapping that is confirmed as it was leads back at once: nothing is read again, and nothing is a guess", async () => {
  const { session, database, state } = await withResult();
  expect(state).toMatchObject({ state: { files: [{ guessed: true }] } });
  session.editMapping(session.dataset.inspected);
  session.confirmMapping(
    session.dataset.inspected.map((file) => ({ ...file, plan: structuredClone(file.plan), origin: "user" })),
  );
  expect(session.phase.value).toMatchObject({ name: "ready", state: { files: [{ guessed: false }] } });
  expect(database.fillings).toHaveLength(1);
  expect(database.fillings[0].signal.aborted).toBe(false);
  const [{ file, plan }] = session.dataset.inspected;
  const other = { ...plan, assume: { zone: 60 } } as SourcePlan;
  session.editMapping(session.dataset.inspected);
  session.confirmMapping([{ file, plan: other, detection: null, problem: null, origin: "user" }]);
  await shows(session, "reading", "analysing");
  expect(database.fillings[0].signal.aborted).toBe(true);
});

test("roles under which no record can be used lead back to the result", async () => {
  const { session, state } = await withResult();
  const [{ file, plan }] = session.dataset.inspected;
  const wrong = { ...plan, roles: { ...plan?.roles, time: { column: "label", unit: "ms" } } } as SourcePlan;
  session.confirmMapping([{ file, plan: wrong, detection: null, problem: null, origin: "user" }]);
  await shows(session, "failed");
  expect(session.phase.value).toMatchObject({ message: expect.stringContaining("first.csv: 120 records rejected") });
  session.dismiss();
  expect(session.phase.value).toEqual(state);
});

test("cancelling gives up the files, and says so", async () => {
  const { session } = await withResult();
  session.openFiles([log("second.csv", 40)]);
  session.cancel();
  expect(session.phase.value).toMatchObject({ name: "empty", notice: expect.stringMatching(/Cancelled/) });
  session.dismiss();
  expect(session.phase.value).toMatchObject({ notice: expect.stringMatching(/Cancelled/) });
});

test("the recipe is that of the result, whatever was looked at since", async () => {
  const { session, database } = await withResult();
  const recipe = session.dataset.recipe;
  expect(recipe.sources.map(({ match }) => match)).toEqual(["first.csv"]);
  const other = printRecipe({ ...recipe, classes: { by: "none" } });
  session.openFiles([new File([other], "recipe.json"), EMPTY]);
  await shows(session, "failed", "mapping");
  session.dismiss();
  expect(session.dataset.recipe).toEqual(recipe);
  database.fillings[1].end();
});

/** A file of which some parts cannot be read any more, as when it was changed on disk. */
function broken(file: File, isGone: (from: number, to: number) => boolean): File {
  const slice = file.slice.bind(file);
  const gone = { arrayBuffer: () => Promise.reject(new Error("the file was changed")) };
  return Object.assign(file, {
    slice: (from = 0, to = file.size) => (isGone(from, to) ? gone : slice(from, to)),
  });
}

test("what was read of a file that breaks off is analysed, and said to be a part", async () => {
  const { session } = newSession();
  // What is behind the first slice; heads and tails of files are small.
  const large = broken(log("large.csv", 12_000, `web-${"1".repeat(460)}`), (from, to) => {
    return from > 1 << 20 && to - from > 1 << 20;
  });
  session.openFiles([large, log("other.csv", 30)]);
  await shows(session, "ready", "failed");
  const phase = session.phase.value;
  if (phase.name !== "ready") throw new Error(JSON.stringify(phase));
  const { cut, files } = phase.state;
  expect(cut?.problems).toEqual([
    { name: "large.csv", readShare: expect.closeTo(0.47, 1), problem: expect.stringContaining("the file was changed") },
  ]);
  expect(cut?.problems?.[0].problem).not.toContain("large.csv");
  const [first, second] = files;
  expect(first.report.counts.lines).toBeGreaterThan(1000);
  expect(first.bytesRead).toBeLessThan(first.bytes);
  expect(second.report.counts).toMatchObject({ lines: 91, records: 90 });
});

test("a dataset of which nothing can be read gives way to the result before", async () => {
  const { session, database, state } = await withResult();
  database.fillings[0].end();
  await session.whenIdle();
  const before = await session.questions.requestPage("earliest", -1, 0, 5);
  // Seen when it is looked at, gone when it is read.
  let reads = 0;
  const lost = broken(log("lost.csv", 1000), () => ++reads > 4);
  for (const file of [lost, new File(["request,time,event\na,never,x\nb,never,y\nc,never,z\n"], "none.csv")]) {
    session.openFiles([file]);
    await shows(session, "failed", "ready", "mapping");
    if (session.phase.value.name === "mapping") {
      session.confirmMapping(session.phase.value.files);
      await shows(session, "failed", "ready");
    }
    expect(session.phase.value.name).toBe("failed");
    expect(session.hasResult).toBe(true);
    session.dismiss();
    expect(session.phase.value).toEqual({ ...state, state: session.phase.value.name === "ready" && expect.anything() });
    expect(await session.questions.requestPage("earliest", -1, 0, 5)).toEqual(before);
    expect(session.dataset.inspected.map(({ file }) => file.name)).toEqual(["first.csv"]);
  }
});
