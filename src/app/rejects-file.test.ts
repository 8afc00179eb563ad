import fc from "fast-check";
import { expect, test } from "vitest";
import { RejectReader } from "../client/reject-reader.ts";
import { readSlice } from "../core/log/file-reading.ts";
import type { SourcePlan } from "../core/log/source-plan.ts";
import { plainFile } from "../protocol/log-file.ts";
import type { ParseApi } from "../protocol/parse-api.ts";
import type { WorkerHandle } from "../protocol/worker-handle.ts";
import { basicRoles } from "../testing/basic-roles.ts";
import { log, newSession, shows } from "./fake-session.ts";

/** A log in the middle of which lines have no request id. */
function noisy(name: string, lines: number): File {
  const noise = Array.from(
    { length: lines },
    (_, at) => `,${1700000000000 + at},web-1,"=cmd|' /C calc'!A0",tick ${at}\n`,
  );
  return new File([log("a", 200), ...noise, ",1,=1+1,front,x\n"], name);
}

async function csvOf(...files: File[]): Promise<string[]> {
  const { session } = newSession();
  session.openFiles(files);
  await shows(session, "ready", "failed", "mapping");
  if (session.phase.value.name === "mapping") {
    session.confirmMapping(session.dataset.inspected);
    await shows(session, "ready", "failed");
  }
  const phase = session.phase.value;
  if (phase.name !== "ready") throw new Error(JSON.stringify(phase));
  const text = await (await session.questions.rejectsCsv(phase.state.files)).text();
  return text.split("\r\n").slice(0, -1);
}

test("every rejected line is listed, by file and line, and no spreadsheet runs one", async () => {
  const lines = await csvOf(noisy("b.csv", 350), noisy("a.csv", 3), log("c.csv", 5));
  expect(lines[0]).toBe("file,line,code,reason,text");
  expect(lines.slice(1).map((line) => line.split(",", 3).join())).toEqual([
    ...Array.from({ length: 4 }, (_, at) => `a.csv,${602 + at},K_NO_REQ`),
    ...Array.from({ length: 351 }, (_, at) => `b.csv,${602 + at},K_NO_REQ`),
  ]);
  expect(lines[1]).toBe(
    'a.csv,602,K_NO_REQ,"no request id, or a placeholder for one (looked for ""request"")",' +
      '",1700000000000,web-1,""=cmd|\' /C calc\'!A0"",tick 0"',
  );
});

test("without rejects there is a head and nothing else; a reason or line that begins like a formula is guarded", async () => {
  expect(await csvOf(log("a.csv", 5))).toEqual(["file,line,code,reason,text"]);
  const { rejectLines } = await import("../core/present/rejects-csv.ts");
  expect(rejectLines("=a.csv", [{ code: "P_SYNTAX", line: 3, reason: "x", sample: "=1+1" }], 2)).toBe(
    `"'=a.csv",5,P_SYNTAX,x,"'=1+1"\r\n`,
  );
});

const PLAN: SourcePlan = {
  format: "ndjson",
  compression: "none",
  roles: basicRoles(),
};
const handle = {
  call: async (work: (api: Partial<ParseApi>) => unknown) =>
    work({
      parse: (file, plan, job, context) => {
        const read = async (start: number, end: number) =>
          new Uint8Array(await plainFile(file).slice(start, end).arrayBuffer());
        return readSlice({ size: file.size, read }, plan, job, context);
      },
    }),
} as unknown as WorkerHandle<ParseApi>;

test("any slices give the lines that were rejected, up to the last one that was read", async () => {
  const line = fc.constantFrom('{"t":1,"r":"a"}', "junk", '{"t":1}', "", '{"r":"a"}');
  await fc.assert(
    fc.asyncProperty(
      fc.array(line, { maxLength: 200 }),
      fc.integer({ min: 10, max: 900 }),
      fc.nat(220),
      async (all, bytes, read) => {
        const file = new File([all.map((each) => `${each}\n`).join("")], "a.ndjson");
        const [list] = await new RejectReader(
          [{ file, plan: PLAN, lines: read }],
          [handle, handle],
          handle,
          bytes,
        ).list(new AbortController().signal);
        const expected = all.flatMap((each, at) =>
          at < read && each !== "" && each !== '{"t":1,"r":"a"}' ? [at + 1] : [],
        );
        expect(
          (await list.text())
            .split("\r\n")
            .slice(0, -1)
            .map((row) => Number(row.split(",")[1])),
        ).toEqual(expected);
      },
    ),
    { numRuns: 60 },
  );
});
