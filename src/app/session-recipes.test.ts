import { expect, test } from "vitest";
import { printRecipe } from "../core/log/recipe.ts";
import type { ClassRule } from "../core/trace/shapes.ts";
import { log, newSession, shows } from "./fake-session.ts";
import type { Session } from "./session.ts";

/** Requests of three users: half of them have a step more. */
function users(name: string, from = 0): File {
  const rows = Array.from({ length: 240 }, (_, i) => {
    const time = 1_700_000_000_000 + (from + i) * 1000;
    const steps = i % 2 === 0 ? ["begin", "work", "end"] : ["begin", "ask", "wait", "sign", "send", "end"];
    return steps.map((label, at) => `u-${100_000 + from + i},${time + at * 7},web,front,${label},${"abc"[i % 3]}`);
  });
  return new File([`request,time,host,task,label,user_id\n${rows.flat().join("\n")}\n`], name);
}

function result(session: Session) {
  const phase = session.phase.value;
  if (phase.name !== "ready") throw new Error(`the phase is ${phase.name}: ${JSON.stringify(phase).slice(0, 200)}`);
  return phase.state;
}

async function opened(session: Session, ...files: File[]) {
  session.openFiles(files);
  await shows(session, "ready", "failed", "mapping", "empty");
  return session;
}

/** The roles of the result with the user as a key. */
async function withKey(session: Session): Promise<void> {
  const files = session.dataset.inspected.map((inspected) => {
    const { plan } = inspected;
    if (plan?.roles === undefined) throw new Error("no roles");
    const roles = { ...plan.roles, keys: [{ name: "user", column: "user_id" }], attributes: [] };
    return { ...inspected, plan: { ...plan, roles }, origin: "user" as const };
  });
  session.confirmMapping(files, { remember: true });
  await shows(session, "analysing");
  await shows(session, "ready", "failed");
}

const recipeFile = (session: Session, name = "my.json") => new File([printRecipe(session.dataset.recipe)], name);
const names = (session: Session) => result(session).report.classes.map(({ name, requests }) => `${name}: ${requests}`);

test("the recipe of a result, with the same files, gives the same model and the same recipe", async () => {
  const { session } = newSession();
  await opened(session, users("a.csv"));
  const again = newSession().session;
  await opened(again, users("a.csv"), recipeFile(session));
  expect(result(again).report).toEqual(result(session).report);
  expect(printRecipe(again.dataset.recipe)).toBe(printRecipe(session.dataset.recipe));
  expect(session.dataset.recipe.classMap?.length).toBe(2);
  expect(again.recipeUse.value).toEqual({ applied: ["a.csv"], without: [], unmet: [] });
});

test.each<ClassRule>([{ by: "root" }, { by: "key", name: "user" }, { by: "none" }])(
  "another rule of classes (%o) gives what a run from the bytes with it gives, and reads nothing",
  async (rule) => {
    const { session } = newSession();
    await opened(session, users("a.csv"));
    await withKey(session);
    const shown: string[] = [];
    const stop = session.phase.subscribe(({ name }) => void shown.push(name));
    session.classifyBy(rule);
    await shows(session, "analysing");
    await shows(session, "ready", "failed");
    stop();
    expect(shown).not.toContain("reading");
    expect(session.dataset.recipe.classes).toEqual(rule);
    const { classMap: _, ...withoutMap } = session.dataset.recipe;
    const whole = newSession().session;
    await opened(whole, users("a.csv"), new File([printRecipe(withoutMap)], "recipe.json"));
    expect(result(whole).report).toEqual(result(session).report);
    expect(whole.dataset.recipe).toEqual(session.dataset.recipe);
  },
);

test("cancelling another rule of classes brings back the classes that were there", async () => {
  const { session } = newSession();
  await opened(session, users("a.csv"));
  const before = result(session).report;
  session.classifyBy({ by: "none" });
  await shows(session, "analysing");
  session.cancel();
  await shows(session, "ready", "failed");
  expect(result(session).report).toEqual(before);
  expect(session.dataset.recipe.classes).toEqual({ by: "shape" });
});

test("a recipe that comes after the files is applied to them, on the result and on the mapping", async () => {
  const made = newSession().session;
  await opened(made, users("a.csv"));
  await withKey(made);
  const { session } = newSession();
  await opened(session, users("other-name.csv"));
  session.openFiles([recipeFile(made)]);
  await shows(session, "reading");
  await shows(session, "ready", "failed");
  // By its fingerprint: the names differ.
  expect(session.recipeUse.value).toEqual({ applied: ["other-name.csv"], without: [], unmet: [] });
  expect(session.dataset.inspected[0].plan?.roles?.keys).toEqual([{ name: "user", column: "user_id" }]);
  session.editMapping(session.dataset.inspected);
  session.openFiles([recipeFile(made)]);
  await shows(session, "reading");
  await shows(session, "ready", "failed");
  expect(names(session)).toEqual(names(made));
});

test("a recipe that fits nothing on screen leaves everything as it was, and says so", async () => {
  const made = newSession().session;
  await opened(made, users("a.csv"));
  const { session } = newSession();
  await opened(session, log("first.csv", 120));
  const before = session.phase.value;
  session.openFiles([recipeFile(made)]);
  await shows(session, "inspecting");
  await shows(session, "ready", "failed", "empty");
  expect(session.phase.value).toEqual(before);
  expect(session.recipeUse.value).toEqual({ applied: [], without: ["first.csv"], unmet: ["a.csv"] });
});

test("a recipe that comes while the files are read is for these files", async () => {
  const made = newSession().session;
  await opened(made, users("a.csv"));
  await withKey(made);
  const { session } = newSession();
  session.openFiles([users("a.csv")]);
  await shows(session, "reading");
  session.openFiles([recipeFile(made)]);
  await shows(session, "inspecting");
  await shows(session, "ready", "failed", "empty");
  expect(session.recipeUse.value).toEqual({ applied: ["a.csv"], without: [], unmet: [] });
  expect(result(session).report).toEqual(result(made).report);
});

test("a recipe that comes alone is kept for the files that follow", async () => {
  const made = newSession().session;
  await opened(made, users("a.csv"));
  const { session } = newSession();
  await opened(session, recipeFile(made));
  expect(session.phase.value).toMatchObject({ name: "empty", notice: "Recipe kept: now drop logs." });
  await opened(session, users("b.csv", 500), log("first.csv", 120));
  expect(session.recipeUse.value).toEqual({ applied: ["b.csv"], without: ["first.csv"], unmet: [] });
});

test("a broken recipe is one sentence with its place", async () => {
  const made = newSession().session;
  await opened(made, users("a.csv"));
  const broken = printRecipe(made.dataset.recipe).replace('"unit": "ms"', '"unit": "hours"');
  const { session } = newSession();
  await opened(session, users("a.csv"), new File([broken], "recipe.json"));
  expect(session.phase.value).toEqual({
    name: "failed",
    message:
      'recipe.json: sources[0].roles.time.unit: seen "hours", expected "iso" or "s" or "ms" or "us" or "ns" or "stamp"',
  });
  // Names in another order, as a person might write them.
  const { sources } = JSON.parse(printRecipe(made.dataset.recipe));
  const turned = JSON.stringify({ sources: [{ ...sources[0], format: "xml" }], recipe: "recipe/1" });
  await opened(session, users("a.csv"), new File([turned], "recipe.json"));
  expect(session.phase.value).toMatchObject({ message: expect.stringMatching(/^recipe\.json: sources\[0\]\.format:/) });
});

test("roles that were confirmed are used for files like those, until they are undone or forgotten", async () => {
  const { session } = newSession();
  await opened(session, users("a.csv"));
  expect(session.saved.list.value).toEqual([]);
  await withKey(session);
  expect(session.saved.list.value.map(({ name }) => name)).toEqual(["a.csv"]);
  expect(session.saved.list.value[0].text).not.toContain('"map"');
  session.classifyBy({ by: "none" });
  await shows(session, "analysing");
  await shows(session, "ready", "failed");
  await opened(session, users("tuesday.csv", 900));
  expect(session.dataset.inspected[0]).toMatchObject({ origin: "saved", saved: { classes: { by: "shape" } } });
  expect(session.dataset.inspected[0].plan?.roles?.keys).toEqual([{ name: "user", column: "user_id" }]);
  expect(result(session).files[0].guessed).toBe(false);
  session.useGuesses();
  await shows(session, "reading");
  await shows(session, "ready", "mapping", "failed");
  expect(session.dataset.inspected[0]).toMatchObject({
    origin: "guess",
    plan: session.dataset.inspected[0].detection?.plan,
  });
  session.saved.remove(session.saved.list.value[0].id);
  await opened(session, users("wednesday.csv", 1800));
  expect(session.dataset.inspected[0].origin).toBe("guess");
});

test("roles whose analysis failed are not remembered, those of a good guess on request", async () => {
  const { session } = newSession();
  await opened(session, users("a.csv"));
  const [inspected] = session.dataset.inspected;
  const { plan } = inspected;
  if (plan?.roles === undefined) throw new Error("no roles");
  const wrong = { ...plan, roles: { ...plan.roles, time: { column: "label", unit: "ms" as const } } };
  session.confirmMapping([{ ...inspected, plan: wrong, origin: "user" }], { remember: true });
  await shows(session, "failed");
  expect(session.saved.list.value).toEqual([]);
  await opened(session, users("a.csv"));
  expect(session.remember()).toBe(true);
  expect(session.saved.list.value).toHaveLength(1);
});
