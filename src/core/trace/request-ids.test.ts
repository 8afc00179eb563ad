import fc from "fast-check";
import { expect, test } from "vitest";
import { basicRoles } from "../../testing/basic-roles.ts";
import { analyseInThread } from "../../testing/in-thread-analysis.ts";
import { encodeUtf8 } from "../bytes.ts";
import { textsOf } from "../dictionary-text.ts";
import type { SourcePlan } from "../log/source-plan.ts";

const PLAN: SourcePlan = {
  format: "ndjson",
  compression: "none",
  roles: basicRoles({ label: [{ column: "e" }] }),
};

const dashed = (hex: string) => hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
const FORMS: readonly ((hex: string) => string)[] = [
  (hex) => hex,
  (hex) => hex.toUpperCase(),
  dashed,
  (hex) => dashed(hex).toUpperCase(),
];
const idOf = (request: number) => (request * 2654435761 + 0xabcdef01).toString(16).padStart(32, "fe0");
const line = (id: string, ms: number, label: string) => `${JSON.stringify({ r: id, t: 1.7e12 + ms, e: label })}\n`;

/** Requests of three events in two files; `form` says how the id of an event is written. */
function files(requests: number, form: (request: number, step: number) => (hex: string) => string): string[] {
  const texts = ["", ""];
  for (let request = 0; request < requests; request++) {
    ["begin", "step", "end"].forEach((label, step) => {
      texts[step % 2] += line(form(request, step)(idOf(request)), request * 10 + step, label);
    });
  }
  return texts;
}

async function analysed(texts: readonly string[], sliceBytes = 1 << 20) {
  const inThread = texts.map((text) => ({ plan: PLAN, bytes: encodeUtf8(text) }));
  const { analysis, reading, report, store } = await analyseInThread(inThread, { sliceBytes });
  return { hash: analysis.hash, requests: report.requests, reading, store };
}

test("however ids are written, the model is the same", async () => {
  const expected = await analysed(files(12, () => FORMS[0]));
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.nat(3), { minLength: 36, maxLength: 36 }),
      fc.integer({ min: 80, max: 900 }),
      async (forms, sliceBytes) => {
        const form = (request: number, step: number) => FORMS[forms[request * 3 + step]];
        const found = await analysed(files(12, form), sliceBytes);
        expect([found.requests, found.hash]).toEqual([12, expected.hash]);
        for (let request = 0; request < 12; request++) {
          const rank = found.store.requests.find(FORMS[3](idOf(request)));
          // Shown as it stands first in the first file.
          expect(found.store.requests.idOf(rank)).toBe(form(request, 0)(idOf(request)));
          expect(found.store.requests.find(idOf(request))).toBe(rank);
        }
      },
    ),
    { numRuns: 15 },
  );
});

test("what was joined is told, per file; one form everywhere is nothing to tell", async () => {
  const warnings = async (texts: readonly string[]) =>
    (await analysed(texts)).reading.fileReports.map(({ warnings }) => warnings);
  expect(await warnings(files(5, () => FORMS[3]))).toEqual([[], []]);
  // The second file, which holds the second event, has dashes.
  expect(await warnings(files(5, (_, step) => FORMS[step === 1 ? 2 : 0]))).toEqual([
    [],
    [{ code: "K_ID_FORMS", count: 5 }],
  ]);
  expect(await warnings(files(5, (request, step) => FORMS[request === 3 && step === 2 ? 1 : 0]))).toEqual([
    [{ code: "K_ID_FORMS", count: 1 }],
    [],
  ]);
});

test("ids are joined by their composed form", async () => {
  const composed = "commande-\u00e9t\u00e9";
  const texts = [line(composed.normalize("NFD"), 1, "begin"), line(composed, 2, "end")];
  const { requests, reading, store } = await analysed(texts);
  expect(requests).toBe(1);
  expect(store.requests.idOf(store.requests.find(composed))).toBe(composed.normalize("NFD"));
  expect(reading.fileReports[1].warnings).toEqual([{ code: "K_ID_FORMS", count: 1 }]);
});

test("labels, hosts and task names are one in both normal forms", async () => {
  const plan = { ...PLAN, roles: { ...PLAN.roles!, host: { column: "h" }, service: { column: "s" } } };
  const text = ["NFC", "NFD"].map((form) =>
    JSON.stringify({ r: `r-${form}`, t: 1.7e12, e: "gelöscht", h: "köln-1", s: "Lager für Öl" }).normalize(form),
  );
  const { reading } = await analyseInThread([{ plan, bytes: encodeUtf8(text.join("\n")) }]);
  const { labels, hosts, taskNames } = reading.catalog;
  expect([textsOf(labels), textsOf(hosts), textsOf(taskNames)]).toEqual([["gelöscht"], ["köln-1"], ["Lager für Öl"]]);
});
