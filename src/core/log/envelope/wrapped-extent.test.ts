import { expect, test } from "vitest";
import { encodeUtf8 } from "../../bytes.ts";
import { rawRecord } from "../raw-record.ts";
import type { SourcePlan } from "../source-plan.ts";

const plan: SourcePlan = {
  format: "text",
  compression: "none",
  pattern: "{time:number} [{request}] {message:rest}",
  envelopes: [{ kind: "cri" }],
};
const cri = (stream: string, tag: string, line: string) => `2016-10-06T00:17:09.669794202Z ${stream} ${tag} ${line}`;
const lines = [
  cri("stdout", "F", "1 [a] b"),
  cri("stdout", "P", "2 [a] lo"),
  cri("stderr", "F", "3 [a] other"),
  cri("stdout", "F", "ng"),
  cri("stdout", "F", "  at x"),
  "",
  cri("stdout", "F", "  at y"),
  cri("stdout", "F", "4 [a] next"),
  cri("stderr", "P", "5 [a] without an en"),
];

function raw(line: number, atEnd = true, upTo = lines.length): string | undefined {
  const bytes = encodeUtf8(
    lines
      .slice(0, upTo)
      .map((text) => `${text}\n`)
      .join(""),
  );
  const outcome = rawRecord(plan, bytes, line, 0, atEnd);
  return outcome.ok ? outcome.value : outcome.failure.code;
}

test("a record is shown with its pieces and the lines that it goes on over", () => {
  expect(raw(0)).toBe(lines[0]);
  expect(raw(1)).toBe(lines.slice(1, 7).join("\n"));
  expect(raw(7)).toBe(lines[7]);
  expect(raw(8)).toBe(lines[8]);
});

test("more bytes are asked for where a record may go on behind those given", () => {
  expect(raw(1, false, 3)).toBe("F_MORE");
  expect(raw(1, false, 4)).toBe("F_MORE");
  expect(raw(8, false)).toBe("F_MORE");
  expect(raw(1, true, 3)).toBe(lines[1]);
});

test("a record of CSV around the lines is shown whole", () => {
  const csv: SourcePlan = {
    ...plan,
    envelopes: [{ kind: "csv", delimiter: ";", header: false, columns: ["pod", "log"], content: "log" }],
  };
  const bytes = encodeUtf8('p;1 [a] b\n"p\nq";2 [a] c\n');
  const outcome = rawRecord(csv, bytes, 1, 0, true);
  expect(outcome).toEqual({ ok: true, value: '"p\nq";2 [a] c' });
});
