import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { statementMessages } from "../../samples/statement-messages.ts";
import { decodeUtf8, encodeUtf8 } from "../bytes.ts";
import { HEX, MASK_KINDS, NUM, PATH } from "./mask-kinds.ts";
import { MAX_TOKENS, MessageMasker } from "./message-masker.ts";

const masker = new MessageMasker();

function masked(text: string, by = masker): string {
  const bytes = encodeUtf8(text);
  by.mask(bytes, 0, bytes.length);
  return decodeUtf8(by.bytes, 0, by.length);
}

test.each([
  // stamps
  [
    "at 2024-01-02T10:11:12.123Z then 2024/01/02 10:11:12,500 and 20240102T101112Z",
    "at <stamp> then <stamp> and <stamp>",
  ],
  ["[10/Oct/2000:13:55:36 -0700] Mon, 02 Jan 2006 15:04:05 GMT x", "[<stamp>] <stamp> x"],
  ["Jan  5 10:20:30 in May 5 times; Tue Jan 2 10:11:12 2024.", "<stamp> in May <num> times; <stamp>."],
  ["10:20:30 12.03.2024 19/03/17 10:20:30,123", "<stamp>"],
  // ids and addresses
  ["id 550e8400-e29b-41d4-a716-446655440000 req-550e8400-e29b-41d4-a716-446655440000", "id <uuid> req-<uuid>"],
  ["GET http://a.example/b?q=1,2 done (https://a.example/c)", "GET <url> done (<url>)"],
  ["mail to a.b+c@example.com.", "mail to <email>."],
  ["mac 00:1a:2b:3c:4d:5e ok", "mac <mac> ok"],
  ["from 10.0.0.1:80 to /10.0.0.2:50010 or 10.0.0.0/8", "from <ip> to <ip> or <ip>"],
  ["on ::1 and 2001:db8::8a2e:370:7334 or fe80::1%eth0", "on <ip> and <ip> or <ip>"],
  ["0xdeadBEEF 8badf00d deadbeef Foo@1b2c3d", "<hex> deadbeef Foo@<hex>"],
  ["key 01ARZ3NDEKTSV4RRFFQ69G5FAV of 3f2a9c1", "key <id> of <id>"],
  ["at web-1.eu.example.com:8080 or localhost:80 and www.example.de", "at <host> or <host> and <host>"],
  ["image registry.example.com/orders:v1.2", "image <url>"],
  // paths
  ["open /var/log/x-1.log, ./a or ../b ~/c C:\\dir\\x a/b/c1 ok", "open <path> or <path> ok"],
  [
    "and/or 5/10 application/json std::vector<int> a..5",
    "and/or <num>/<num> application/json std::vector<int> a..<num>",
  ],
  // numbers
  ["12ms 3.2 MB 80% 5MB/s 1h3m2.5s 7 seconds", "<amount>"],
  ["-5 +3.2 1,234,567 1e-5 v1.2.3 n=-7 x-5", "<num> v<num> n=<num> x-<num>"],
  ["node12a k8s SHA256:", "node<num>a k<num>s SHA<num>:"],
  // lists
  ["ids [1, 2, 3] [a, b] [] [x] (1, 2, 3)", "ids [<list>] [<list>] [] [x] (<num>)"],
  ["delete blk_-5 blk_8 blk_-3.", "delete blk_<num>."],
  ["keys a:1, b:2, a:3 left", "keys <list> left"],
  ["k=1, l=2", "k=<num>, l=<num>"],
  // form
  ["  a\t b \u00e45 \r\n  at x.y(Z.java:5)", "a b \u00e4<num>"],
  ["<num> is 5", "<num> is <num>"],
])("%s", (text, expected) => {
  expect(masked(text)).toBe(expected);
});

test("blk_<num> of two forms", () => {
  expect(masked("block blk_-1608999687919862906 of 1")).toBe(masked("block blk_3587508140051953248 of 22"));
});

describe("a masked text", () => {
  const anyText = fc.oneof(
    fc.string({ unit: "grapheme", maxLength: 200 }),
    fc
      .array(
        fc.constantFrom(..." \t.:/\\@-_,;=|()[]{}<>\"'%+0123456789abcdefxyzTZ", "10.0.0.1", "::", "2024-01-02", "ms"),
        {
          maxLength: 60,
        },
      )
      .map((parts) => parts.join("")),
  );

  it("has no digit of ASCII, no control character and no double blank", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const result = masked(text);
        expect(result).toMatch(/^(?! )(?!.* {2})\D*$/u);
        for (const byte of encodeUtf8(result)) expect(byte).toBeGreaterThanOrEqual(0x20);
      }),
      { numRuns: 2000 },
    );
  });

  it("depends on the message alone, wherever its bytes stand", () => {
    fc.assert(
      fc.property(anyText, fc.string(), fc.string({ minLength: 1 }), (text, before, after) => {
        const expected = masked(text);
        const [a, b, c] = [before, text, after].map(encodeUtf8);
        const all = Uint8Array.of(...a, ...b, ...c);
        masker.mask(all, a.length, a.length + b.length);
        expect(decodeUtf8(masker.bytes, 0, masker.length)).toBe(expected);
      }),
    );
  });

  it("comes of any bytes without an exception", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 6000 }), (bytes) => {
        masker.mask(bytes, 0, bytes.length);
        expect(masker.length).toBeLessThanOrEqual(masker.bytes.length);
      }),
    );
  });

  it("stays as it is when masked again", () => {
    for (const { text } of statementMessages(11, 2000)) expect(masked(masked(text))).toBe(masked(text));
  });

  it("is cut after so many words, at a word of a long message, and says so", () => {
    const words = (count: number) => Array.from({ length: count }, (_, i) => `w${"abc"[i % 3]}`).join(" ");
    expect(masked(words(MAX_TOKENS))).toBe(words(MAX_TOKENS));
    expect(masked(words(MAX_TOKENS + 1))).toBe(`${words(MAX_TOKENS)} \u2026`);
    const long = `${"x".repeat(1000)} `.repeat(5);
    expect(masked(long)).toBe(`${`${"x".repeat(1000)} `.repeat(4)}\u2026`);
  });
});

test("kinds can be left unmasked, one by one", () => {
  const keeping = (...kinds: number[]) => new MessageMasker(new Set(kinds));
  expect(masked("GET /api/users/42 8badf00d", keeping(PATH))).toBe("GET /api/users/<num> <hex>");
  expect(masked("GET /api/users/42 8badf00d", keeping(HEX))).toBe("GET <path> <num>badf<num>d");
  expect(masked("took 12 of 15", keeping(NUM))).toBe("took 12 of 15");
  for (const kind of MASK_KINDS.keys()) {
    fc.assert(
      fc.property(
        fc.string(),
        (text) => !masked(text, keeping(kind)).includes(`<${MASK_KINDS[kind]}>`) || text.includes("<"),
      ),
    );
  }
});

test("spans of values are told with their kinds", () => {
  const spans: string[] = [];
  const text = " read 12 ms from /a/b";
  const told = new MessageMasker(new Set(), (start, end, kind) => {
    spans.push(`${text.slice(start, end)} ${MASK_KINDS[kind]}`);
  });
  masked(text, told);
  expect(spans).toEqual(["12 ms amount", "/a/b path"]);
});
