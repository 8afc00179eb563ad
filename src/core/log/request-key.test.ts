import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { requestKeyOf } from "./request-key.ts";

const dashed = (hex: string) => hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");

describe("the key of an id", () => {
  test("is the same however hexadecimal digits are written", () => {
    const digits = fc.stringMatching(/^[0-9a-f]{32}$/);
    fc.assert(
      fc.property(digits, fc.boolean(), (id, upper) => {
        expect(requestKeyOf(upper ? id.toUpperCase() : id)).toBe(id);
        expect(requestKeyOf(dashed(upper ? id.toUpperCase() : id))).toBe(id);
      }),
    );
    expect(requestKeyOf("00F067AA0BA902B7")).toBe("00f067aa0ba902b7");
    expect(requestKeyOf("3F2504e0-4F89-41d3-9A0C-0305E82C3301")).toBe("3f2504e04f8941d39a0c0305e82c3301");
  });

  test("is the composed form of anything else", () => {
    expect(requestKeyOf("commande-e\u0301te\u0301-7")).toBe("commande-\u00e9t\u00e9-7");
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (id) => requestKeyOf(id) === requestKeyOf(id.normalize("NFD"))),
    );
  });

  test("is the id itself where case or dashes may tell two apart", () => {
    const ids = ["r-17", "ABBA", "aB3xK9", "01ARZ3NDEKTSV4RRFFQ69G5FAV", "req-3F2504E0", "0305E82C3301", "", "-"];
    for (const id of ids) expect(requestKeyOf(id)).toBe(id);
    expect(requestKeyOf("3f2504e0-4f89-41d3-9a0c_0305e82c3301")).toBe("3f2504e0-4f89-41d3-9a0c_0305e82c3301");
    expect(requestKeyOf("ABCDEFABCDEFABCDEF-ABCDEFABCDEF-ABCD")).toBe("ABCDEFABCDEFABCDEF-ABCDEFABCDEF-ABCD");
  });

  test("is its own key", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (id) => requestKeyOf(requestKeyOf(id)) === requestKeyOf(id)),
    );
  });
});
