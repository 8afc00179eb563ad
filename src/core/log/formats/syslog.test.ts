import fc from "fast-check";
import { expect, test } from "vitest";
import { isConserved, readBlocks, readSliced, readWhole } from "../../../testing/sliced-reading.ts";
import { splitLine } from "../../../testing/split-line.ts";
import { encodeUtf8 } from "../../bytes.ts";
import type { SourcePlan } from "../source-plan.ts";
import { SyslogSplitter } from "../syslog-splitter.ts";

const NAMES = ["pri", "time", "host", "app", "procid", "msgid", "sd.user", "sd.trace", "message"];

const read = (line: string) => splitLine(new SyslogSplitter(NAMES), NAMES, line);

test.each([
  [
    '<34>1 2003-10-11T22:14:15.003Z h su 12 ID47 [ex@1 user="jo" trace="a\\]\\"b"][x@2] hello [x] "y"',
    'pri<34>time<2003-10-11T22:14:15.003Z>host<h>app<su>procid<12>msgid<ID47>sd.user<jo>sd.trace<a]"b>message<hello [x] "y">',
  ],
  ["<165>1 - - - - - -", "pri<165>"],
  ["57 <165>1 - h - - - - \ufeffhé", "pri<165>host<h>message<hé>"],
  ['<1>1 - - - - - [a user=""]', "pri<1>sd.user<>"],
  ["hello", "not as RFC 5424 says at column 1: expected < and a priority"],
  ["<1 x", "not as RFC 5424 says at column 3: expected a priority and >"],
  ["<34>Oct 11 22:14:15 h su: x", "not as RFC 5424 says at column 5: expected a version and a blank"],
  ["<34>1 - h", "not as RFC 5424 says at column 10: expected host and a blank"],
  ["<34>1 - - - - - x", 'not as RFC 5424 says at column 17: expected "-" or structured data in brackets'],
  ["<34>1 - - - - - -x", "not as RFC 5424 says at column 18: expected a blank before the message"],
  ['<34>1 - - - - - [a b="c', "not as RFC 5424 says at column 24: expected a closing quote"],
  ["<34>1 - - - - - [a b]", 'not as RFC 5424 says at column 21: expected =" behind a name'],
  ["<34>1 - - - - - [a", 'not as RFC 5424 says at column 19: expected =" behind a name'],
])("%s", (line, expected) => {
  expect(read(line)).toBe(expected);
});

const plan: SourcePlan = {
  format: "syslog",
  compression: "none",
  roles: {
    request: [{ column: "sd.rid" }],
    time: { column: "time", unit: "iso" },
    host: { column: "host" },
    service: { column: "app" },
    task: [],
    label: [{ column: "msgid" }],
    keys: [],
    attributes: [],
  },
};

test("any slicing and any blocks give one sequential read of any bytes", () => {
  const piece = fc.constantFrom(
    '<1>1 2003-10-11T22:14:15Z h a 1 ID [x rid="r1"] m\n',
    '<1>1 2003-10-11T22:14:15Z h a 1 ID2 [x rid="r\\"2"] m\r\n',
    "  at x\n",
    "\n",
    "<1>1 ",
    '[x rid="',
    '"]',
  );
  const sizes = [fc.array(fc.nat(300), { maxLength: 5 }), fc.nat(20), fc.integer({ min: 1, max: 90 })] as const;
  const changes = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 3 });
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 15 }), changes, ...sizes, (pieces, mutations, cuts, reach, target) => {
      const bytes = encodeUtf8(pieces.join(""));
      for (const [at, byte] of mutations) if (bytes.length > 0) bytes[at % bytes.length] = byte;
      const whole = readWhole(plan, bytes);
      expect(isConserved(whole, bytes)).toBe(true);
      expect(readSliced(plan, bytes, cuts, reach)).toEqual(whole);
      expect(readBlocks(plan, bytes, 17, target)).toEqual(whole);
    }),
    { numRuns: 500 },
  );
});
