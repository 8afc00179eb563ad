import { expect, test } from "vitest";
import { parsePattern } from "./text-pattern.ts";
import { w3cLines } from "./w3c-fields.ts";

test("date and time are one stamp, the stem is the route, times taken are ms", () => {
  const lines = w3cLines(
    "#Version: 1.0\n#Fields: date time cs-method cs-uri-stem cs(User-Agent) sc-status time-taken\n",
  );
  expect(lines?.pattern).toBe(
    "{time:yyyy-MM-dd HH:mm:ss} {cs-method} {cs-uri-stem:route} {cs(User-Agent)} {sc-status} {time-taken}",
  );
  expect(lines?.presets).toMatchObject({
    time: "time",
    duration: { column: "time-taken", unit: "ms" },
    stampIs: "end",
    label: ["cs-method", "cs-uri-stem"],
    outcome: "sc-status",
    ignore: ["cs(User-Agent)"],
  });
  expect(parsePattern(lines?.pattern ?? "").ok).toBe(true);
});

test("fractions make times taken seconds", () => {
  const lines = w3cLines("#Fields: date time x-edge-location time-taken\n2024-01-02 03:04:05 FRA2 0.012\n");
  expect(lines?.presets).toMatchObject({ duration: { unit: "s" }, host: "x-edge-location" });
});

test("without names of fields, or with names that cannot be, there are none", () => {
  expect(w3cLines("# a comment\n2024-01-02 03:04:05 x\n")).toBeUndefined();
  expect(w3cLines("#Fields: a a\n")).toBeUndefined();
  expect(w3cLines("#Fields: a {b}\n")).toBeUndefined();
});
