import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeUtf8, encodeUtf8 } from "../../bytes.ts";
import { fieldText } from "../sample-table.ts";
import { TextMatcher } from "./text-matcher.ts";
import { describePattern, parsePattern, patternProblem, type TextPattern } from "./text-pattern.ts";

function pattern(text: string): TextPattern {
  const parsed = parsePattern(text);
  if (!parsed.ok) throw new Error(parsed.failure.message);
  return parsed.value;
}

/** The fields of a line as "name=value", or why it does not match. */
function read(text: string, line: string): string {
  const parsed = pattern(text);
  const matcher = new TextMatcher(parsed, parsed.names);
  const bytes = encodeUtf8(line);
  if (!matcher.split(bytes, 0, bytes.length)) return matcher.reason(0);
  return parsed.names
    .map((name, slot) => [name, fieldText(bytes, matcher.fields, slot)])
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${value}`)
    .join("|");
}

const LOGBACK = "{time:yyyy-MM-dd HH:mm:ss,SSS} {level:level} [{thread}] {logger} - {message:rest}";

test.each([
  [
    LOGBACK,
    "2024-01-02 03:04:05,123 INFO  [http-nio-8080 exec-1] c.e.Shop - order 7 - done",
    "time=2024-01-02 03:04:05,123|level=INFO|thread=http-nio-8080 exec-1|logger=c.e.Shop|message=order 7 - done",
  ],
  [
    LOGBACK,
    "2024-01-02 03:04:05,123 INFO [a[1]] c.E - x",
    "time=2024-01-02 03:04:05,123|level=INFO|thread=a[1]|logger=c.E|message=x",
  ],
  [LOGBACK, "2024-01-02 03:04:05,1 WARN [m] l -  ", "time=2024-01-02 03:04:05,1|level=WARN|thread=m|logger=l|message="],
  [LOGBACK, "2024-01-02 03:04:05,123 HELLO [m] l - x", "not as the pattern says at column 25: expected {level:level}"],
  [LOGBACK, "\tat a.b.C(C.java:3)", "not as the pattern says at column 1: expected {time:yyyy-MM-dd HH:mm:ss,SSS}"],
  ["[{level:level}] {m:rest}", "[ INFO ] x", "level=INFO|m=x"],
  [
    "{level:level}{time:MMdd HH:mm:ss.SSS} {pid:number} {file}:{line:number}] {m:rest}",
    "I0102 03:04:05.6 12 a.go:7] go",
    "level=I|time=0102 03:04:05.6|pid=12|file=a.go|line=7|m=go",
  ],
  ["{logger}: {m:rest}", "a::b: c: d", "logger=a::b|m=c: d"],
  ["{logger}: {m:rest}", "two words: d", "not as the pattern says at column 1: expected {logger}"],
  ["{a}{? [{thread}]}: {m:rest}", "x [t 1]: y", "a=x|thread=t 1|m=y"],
  ["{a}{? [{thread}]}: {m:rest}", "x: y", "a=x|m=y"],
  ["{a} {?{pid:number} {?[{b}] }}{m:rest}", "x 12 [q] y", "a=x|pid=12|b=q|m=y"],
  ["{a} {?{pid:number} {?[{b}] }}{m:rest}", "x 12y [q] y", "a=x|m=12y [q] y"],
  [
    '"{method} {path:route} {protocol}" {status:number}',
    '"GET /a/42?x=1 HTTP/1.1" 200',
    "method=GET|path=/a/#|protocol=HTTP/1.1|status=200",
  ],
  ['"{agent}" {n:number}', '"say \\"hi\\" \\\\" -1', 'agent=say "hi" \\|n=-1'],
  ['"{agent}"', '""', "agent="],
  ["{} {:number} {{{x}}}", "skipped 12 {kept}", "x=kept"],
  ["A {x:number}\nB {y:rest}", "B two", "y=two"],
  ["A {x:number}\nB {y:rest}", "C two", "not as the pattern says at column 1: expected A"],
  ["{x} end", "a end more", "not as the pattern says at column 6: expected the end of the line"],
])("%s ← %s", (text, line, expected) => {
  expect(read(text, line)).toBe(expected);
});

test.each([
  ["", "the pattern is empty"],
  ["no field", "character 1: it names no field"],
  ["{a", "character 1: { is not closed by }"],
  ["a } b", "character 3: } without {"],
  ["{a}{b}", "{a} is followed by another field at once"],
  ["{a}{?{b:number}}", "{a} is followed by another field at once"],
  ["{a} {a}", 'character 5: "a" names two fields'],
  ["{a b}", 'character 1: "a b" is no name'],
  ["{a:rest} x", "character 9: nothing can follow a:rest"],
  ["{a:nonsense}", 'character 1: "nonsense" is neither word, number'],
  ["{t:HH:mm:ss[.SSS}", "[ of the time is not closed"],
  ["{t:yyyyy}", "yyyyy means nothing in a time"],
  ["{?}{a}", "character 1: {?} holds nothing"],
  ["{?{a}", "{? is not closed"],
  [`${"{?".repeat(1900)}{a}`, "at most 8 deep"],
  ["{a}\n{b", "line 2 of the pattern, character 1"],
])("%j is refused: %s", (text, message) => {
  const parsed = parsePattern(text);
  expect(parsed.ok ? "accepted" : `${parsed.failure.code} ${parsed.failure.message}`).toContain(message);
  expect(parsed.ok ? "" : parsed.failure.code).toBe("R_PATTERN");
});

const piece = fc.oneof(
  fc.constantFrom(
    "{a}",
    "{b:number}",
    "{c:level}",
    "{d:rest}",
    "{e:HH:mm:ss[.SSS]}",
    "{}",
    "{f:route}",
    "[{g}]",
    "{?",
    "}",
  ),
  fc.constantFrom(" ", "-", "[", "]", ": ", "{{", "}}", "é", '"', "x", "\n", "{?({h}) }"),
);
const texts = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(""));

test("a pattern described and parsed again is the same; nothing else is accepted", () => {
  fc.assert(
    fc.property(texts, (text) => {
      const parsed = parsePattern(text);
      if (!parsed.ok) return;
      expect(parsePattern(describePattern(parsed.value))).toEqual(parsed);
    }),
    { numRuns: 2000 },
  );
});

test("fields of a line that matches are parts of it, in order, and with the rest left out they hold no more than it", () => {
  const line = fc.array(fc.constantFrom("a", " ", "12", "INFO", "[", "]", ": ", "-", "03:04:05", '"', "\\", "é", "x"));
  fc.assert(
    fc.property(texts, line, (text, parts) => {
      const parsed = parsePattern(text);
      if (!parsed.ok) return;
      const matcher = new TextMatcher(parsed.value, parsed.value.names);
      const bytes = encodeUtf8(parts.join(""));
      const matched = matcher.split(bytes, 0, bytes.length);
      if (!matched) {
        expect(matcher.reason(0)).toMatch(/^not as the pattern says at column \d+: expected ./);
        return;
      }
      for (let slot = 0; slot < parsed.value.names.length; slot++) {
        const start = matcher.fields.starts[slot];
        if (start < 0) continue;
        expect(start).toBeLessThanOrEqual(matcher.fields.ends[slot]);
        expect(matcher.fields.ends[slot]).toBeLessThanOrEqual(bytes.length);
        expect(parts.join("")).toContain(decodeUtf8(bytes, start, matcher.fields.ends[slot]));
      }
    }),
    { numRuns: 2000 },
  );
});

test("a problem has its place: the line of the text, blank ones counted, and the character in it", () => {
  const place = (text: string) => {
    const problem = patternProblem(text);
    return problem && [problem.line, problem.at, text.split("\n")[problem.line].slice(problem.at, problem.at + 6)];
  };
  expect(place("{time} {level} {message:rest}")).toBeNull();
  expect(place("{time} {le vel}")).toEqual([0, 7, "{le ve"]);
  expect(place("\n{a}\n\n{b} {c:nothing}")).toEqual([3, 4, "{c:not"]);
  expect(place("{a} {b}{c}")).toEqual([0, 4, "{b}{c}"]);
  expect(patternProblem("")?.message).toContain("empty");
});

test("a problem and the failure of parsing are the same thing", () => {
  const piece = fc.constantFrom("{", "}", "{a}", "{b:rest}", " ", "\n", "x", "{?", "{:number}", "{c:HH:mm}", "{d:q}");
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const text = pieces.join("");
      const parsed = parsePattern(text);
      const problem = patternProblem(text);
      expect(problem === null).toBe(parsed.ok);
      if (!parsed.ok && problem !== null) expect(parsed.failure.message).toContain(problem.message);
    }),
  );
});
