import { expect, test } from "vitest";
import { printRecipe } from "../core/log/recipe.ts";
import { newSession, shows } from "./fake-session.ts";
import { sharedAssumptions } from "./open-assumptions.ts";
import type { Session } from "./session.ts";

/** Requests whose stamps tell no zone. */
function zoneless(name: string, from = 0): File {
  const rows = Array.from({ length: 120 }, (_, i) => {
    const at = new Date(1_700_000_000_000 + (from + i) * 1000);
    const stamp = (ms: number) => new Date(at.getTime() + ms).toISOString().replace("T", " ").slice(0, 23);
    return ["begin", "work", "end"].map((label, step) => `a-${100_000 + from + i},${stamp(7 * step + 1)},web,${label}`);
  });
  return new File([`request,time,host,label\n${rows.flat().join("\n")}\n`], name);
}

function told(session: Session) {
  const phase = session.phase.value;
  if (phase.name !== "ready") throw new Error(`the phase is ${phase.name}`);
  return sharedAssumptions(session.dataset.inspected, phase.state.files);
}

async function opened(...files: File[]): Promise<Session> {
  const { session } = newSession();
  session.openFiles(files);
  await shows(session, "ready", "failed", "mapping", "empty");
  return session;
}

const words = (session: Session) => told(session).map((one) => `${one.words} (${one.names.join(" ")})`);
const ASSUMED = "no zone in the stamps: UTC assumed";

test("what a recipe leaves open is told beside its result; what it tells is not", async () => {
  const first = await opened(zoneless("a.csv"));
  expect(words(first)).toEqual([`${ASSUMED} (a.csv)`]);
  const recipe = () => new File([printRecipe(first.dataset.recipe)], "r.json");
  expect(words(await opened(zoneless("a.csv"), recipe()))).toEqual([`${ASSUMED} (a.csv)`]);
  first.answer(told(first)[0].answers[0].files);
  expect(told(first)).toEqual([]);
  expect(first.dataset.recipe.sources[0].plan.assume).toEqual({ zone: 0 });
  expect(words(await opened(zoneless("a.csv"), recipe()))).toEqual([]);
});

test("what the user confirmed without a word about it is told; an answer that agrees reads nothing", async () => {
  const session = await opened(zoneless("a.csv"), zoneless("b.csv", 500));
  expect(words(session)).toEqual([`${ASSUMED} (a.csv b.csv)`]);
  session.editMapping(session.dataset.inspected);
  session.confirmMapping(session.dataset.inspected.map((file) => ({ ...file, origin: "user" })));
  expect(words(session)).toEqual([`${ASSUMED} (a.csv b.csv)`]);
  const shown: string[] = [];
  const stop = session.phase.subscribe(({ name }) => void shown.push(name));
  const [{ answers }] = told(session);
  expect(answers.map(({ label, isChosen }) => [label, isChosen])[0]).toEqual(["They are UTC", true]);
  session.answer(answers[0].files);
  stop();
  expect([...new Set(shown)]).toEqual(["ready"]);
  expect(told(session)).toEqual([]);
});
