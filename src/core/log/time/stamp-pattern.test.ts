import { expect, test } from "vitest";
import { parseStampPattern } from "./stamp-pattern.ts";

function problem(text: string): string {
  const parsed = parseStampPattern(text);
  return parsed.ok ? "" : `${parsed.failure.code} ${parsed.failure.message}`;
}

test("a pattern tells what its stamps hold", () => {
  const parsed = parseStampPattern("MMM d HH:mm:ss[.SSSSSS][ Z]…");
  expect(parsed).toMatchObject({
    ok: true,
    value: { hasYear: false, hasDate: true, hasTime: true, hasZone: false, fractionDigits: 6, isOpen: true },
  });
  expect(parseStampPattern("yyyy-MM-dd'T'HH:mmZ")).toMatchObject({
    value: { hasYear: true, hasZone: true, fractionDigits: 0, isOpen: false },
  });
});

test.each([
  ["", "1 to 100"],
  ["yyyy-MM-dd T HH:mm", "T has no meaning"],
  ["yyyy-MM-dd 'at", "a quote that is not closed"],
  ["HH:mm:ss SSSSSSSSSS", "SSSSSSSSSS has no meaning"],
  ["yyyy-MM HH:mm", "month and day"],
  ["yyyy HH:mm", "a year needs"],
  ["HH:mm:ss [dd]", "only a fraction"],
  ["HH:mm[.SSS]", "a fraction needs seconds"],
  ["HH:mm:ss[.SSS", "[ without ]"],
  ["HH:mm:ss].SSS", "] without ["],
  ["HH:mm:ss[[.SSS]]", "[ inside [ ]"],
  ["HH:mm…:ss", "stands at the end"],
  ["HH:mm HH", "tell the same"],
  ["yyyy-MM-dd M", "tell the same"],
  ["hh:mm:ss", "go together"],
  ["HH:mm a", "go together"],
  ["EEE", "neither a date nor a time"],
])("%j is refused: %s", (text, words) => {
  expect(problem(text)).toContain("R_STAMP");
  expect(problem(text)).toContain(words);
});
