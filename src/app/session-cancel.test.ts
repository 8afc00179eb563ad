import { expect, test } from "vitest";
import { printRecipe } from "../core/log/recipe.ts";
import { log, newSession, shows } from "./fake-session.ts";
import type { Phase, ReadyState } from "./phase.ts";
import type { Session } from "./session.ts";

/** Two slices and a bit more: of each request three lines of 500 bytes. */
const LARGE = log("large.csv", 12_000, `web-${"1".repeat(460)}`);

/** Cancels, as the button does, as soon as the phase is such. */
function cancelWhen(session: Session, is: (phase: Phase) => boolean): void {
  const stop = session.phase.subscribe((phase) => {
    if (!is(phase)) return;
    queueMicrotask(() => stop());
    session.cancel();
  });
}

const hasEvents = (phase: Phase) => phase.name === "reading" && phase.progress.events > 0;

function stateOf(session: Session): ReadyState {
  const phase = session.phase.value;
  if (phase.name !== "ready") throw new Error(`the session shows ${JSON.stringify(phase)}`);
  return phase.state;
}

test("cancelling while files are read analyses what was read, as if the files ended there", async () => {
  const { session } = newSession();
  const shown: string[] = [];
  session.phase.subscribe((phase) => {
    const share = phase.name === "analysing" ? (phase.readShare < 1 ? " a part" : " everything") : "";
    if (shown.at(-1) !== phase.name + share) shown.push(phase.name + share);
  });
  cancelWhen(session, hasEvents);
  session.openFiles([LARGE, log("last.csv", 10)]);
  await shows(session, "ready", "failed");
  expect(shown).toEqual(["empty", "inspecting", "reading", "analysing a part", "ready"]);
  const { report, files, cut } = stateOf(session);
  // Files are read by name: all of the last one is missing too.
  const [large] = files;
  expect(large.bytes).toBe(LARGE.size);
  expect(large.bytesRead).toBeGreaterThan(8 << 20);
  expect(large.bytesRead).toBeLessThan((8 << 20) + 1000);
  expect(files.map(({ report }) => report.counts.lines > 0)).toEqual([true, false]);
  expect(cut).toEqual({
    bytesRead: large.bytesRead,
    bytesTotal: LARGE.size + files[1].bytes,
    unreadFiles: ["last.csv"],
  });
  const { lines, records, blank, rejects } = large.report.counts;
  expect([lines, rejects]).toEqual([records + blank, 0]);

  const other = newSession();
  other.session.openFiles([new File([LARGE.slice(0, large.bytesRead)], "large.csv")]);
  await shows(other.session, "ready", "failed");
  const whole = stateOf(other.session);
  expect(whole.cut).toBe(null);
  expect(whole.files[0].report).toEqual(large.report);
  // Only requests of the cut result know that they are near a cut.
  expect(report.partialRequests).toBeGreaterThan(0);
  expect({ ...report, partialRequests: 0 }).toEqual({ ...whole.report, partialRequests: 0 });
  const page = await session.questions.requestPage("earliest", -1, 0, report.requests);
  const partial = page.rows.filter(({ isPartial }) => isPartial);
  expect(partial).toHaveLength(report.partialRequests);
  expect(partial.at(-1)?.id).toBe(page.rows.at(-1)?.id);
  // The first one is near the beginning of the log.
  expect([0, 1, 2000].map((at) => page.rows[at].isPartial)).toEqual([true, false, false]);
});

test("what was cut can be read to its end", async () => {
  const { session } = newSession();
  cancelWhen(session, hasEvents);
  session.openFiles([LARGE]);
  await shows(session, "ready", "failed");
  const { cut, report } = stateOf(session);
  expect(cut).not.toBe(null);
  session.readEverything();
  expect(session.phase.value).toMatchObject({ name: "inspecting" });
  await shows(session, "ready", "failed");
  const everything = stateOf(session);
  expect(everything.cut).toBe(null);
  expect(everything.report.requests).toBe(12_000);
  expect(everything.report.requests).toBeGreaterThan(report.requests);
  // The first and the last of the log.
  expect(everything.report.partialRequests).toBe(2);
});

test.each<[string, (phase: Phase) => boolean]>([
  ["before any event is read", (phase) => phase.name === "reading"],
  ["while files are looked at", (phase) => phase.name === "inspecting"],
  ["while all that was dropped is analysed", (phase) => phase.name === "analysing" && phase.step === "relations"],
])("cancelling %s keeps nothing", async (_, is) => {
  const { session } = newSession();
  cancelWhen(session, is);
  session.openFiles([log("first.csv", 40)]);
  await session.whenIdle();
  expect(session.phase.value).toMatchObject({ name: "empty", notice: expect.stringMatching(/Cancelled/) });
  expect(session.hasResult).toBe(false);
});

test("cancelling again, while a part is analysed, keeps nothing either", async () => {
  const { session } = newSession();
  cancelWhen(session, hasEvents);
  cancelWhen(session, (phase) => phase.name === "analysing" && phase.readShare < 1);
  session.openFiles([LARGE]);
  await session.whenIdle();
  expect(session.phase.value).toMatchObject({ name: "empty", notice: expect.stringMatching(/Cancelled/) });
});

test("what a recipe names and the part that was read lacks is told with that part", async () => {
  const { session } = newSession();
  session.openFiles([log("first.csv", 40)]);
  await shows(session, "ready", "failed");
  const recipe = printRecipe({ ...session.dataset.recipe, terminal: "nowhere" }).replaceAll("first.csv", "*");
  cancelWhen(session, hasEvents);
  session.openFiles([LARGE, new File([recipe], "recipe.json")]);
  await shows(session, "failed");
  expect(session.phase.value).toMatchObject({
    message: expect.stringMatching(/"nowhere".* Reading was stopped at \d+\s% of the bytes\./),
  });
});
