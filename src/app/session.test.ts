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
  session.editMapping(session.inspected);
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
  session.editMapping(session.inspected);
  session.confirmMapping(session.inspected);
  session.dismiss();
  await new Promise((resolve) => setTimeout(resolve, 0));
  expect(session.phase.value).toEqual(state);
});

test("a mapping that is confirmed as it was leads back at once: nothing is read again, and nothing is a guess", async () => {
  const { session, database, state } = await withResult();
  expect(state).toMatchObject({ state: { files: [{ guessed: true }] } });
  session.editMapping(session.inspected);
  session.confirmMapping(
    session.inspected.map((file) => ({ ...file, plan: structuredClone(file.plan), origin: "user" })),
  );
  expect(session.phase.value).toMatchObject({ name: "ready", state: { files: [{ guessed: false }] } });
  expect(database.fillings).toHaveLength(1);
  expect(database.fillings[0].signal.aborted).toBe(false);
  const [{ file, plan }] = session.inspected;
  const other = { ...plan, assume: { zone: 60 } } as SourcePlan;
  session.editMapping(session.inspected);
  session.confirmMapping([{ file, plan: other, detection: null, problem: null, origin: "user" }]);
  await shows(session, "reading", "analysing");
  expect(database.fillings[0].signal.aborted).toBe(true);
});

test("once other files have been opened the result is gone: their failure leads to the start", async () => {
  const { session } = await withResult();
  const [{ file, plan }] = session.inspected;
  const wrong = { ...plan, roles: { ...plan?.roles, time: { column: "label", unit: "ms" } } } as SourcePlan;
  session.confirmMapping([{ file, plan: wrong, detection: null, problem: null, origin: "user" }]);
  await shows(session, "failed");
  expect(session.phase.value).toMatchObject({ message: expect.stringContaining("first.csv: 120 records rejected") });
  session.dismiss();
  expect(session.phase.value).toEqual({ name: "empty", notice: null });
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
  const recipe = session.presentRecipe;
  expect(recipe.sources.map(({ match }) => match)).toEqual(["first.csv"]);
  const other = printRecipe({ ...recipe, classes: { by: "none" } });
  session.openFiles([new File([other], "recipe.json"), EMPTY]);
  await shows(session, "failed", "mapping");
  session.dismiss();
  expect(session.presentRecipe).toEqual(recipe);
  database.fillings[1].end();
});
