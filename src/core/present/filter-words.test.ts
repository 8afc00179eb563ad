import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { requestFilter } from "../../testing/arbitraries.ts";
import type { FilterTerm } from "../analysis/request-filter.ts";
import { filterWords } from "./filter-words.ts";

const NAMES = { classNames: ["home", "cart · 12 kinds"], originNs: "1773273600000000000" };

function words(term: FilterTerm): string {
  return filterWords(term, NAMES).replaceAll("\u00a0", " ");
}

describe("words of a filter", () => {
  it("are short and exact", () => {
    expect(words({ on: "latency", fromNs: 1.2e9, toNs: null })).toBe("latency ≥ 1.20 s");
    expect(words({ on: "latency", fromNs: null, toNs: 5e6 })).toBe("latency < 5.00 ms");
    expect(words({ on: "latency", fromNs: 5e6, toNs: 1.2e9 })).toBe("latency 5.00 ms – 1.20 s");
    expect(words({ on: "latency", fromNs: null, toNs: null })).toBe("any latency");
    expect(words({ on: "start", fromNs: 1e9, toNs: null })).toBe("start ≥ 2026-03-12 00:00:01.000");
    expect(words({ on: "host", has: false, values: ["db1"] })).toBe("not host db1");
    expect(words({ on: "host", has: true, values: ["db1", "db2"] })).toBe("host db1 or db2");
    expect(words({ on: "host", has: true, values: ["a", "b", "c", "d", "e"] })).toBe("host a, b, c or 2 more");
    expect(words({ on: "attribute", has: true, name: "status", values: ["", "a,b"] })).toBe('status "" or "a,b"');
    expect(words({ on: "attribute", has: true, name: "status", values: [] })).toBe("status of nothing");
    expect(words({ on: "class", has: true, classes: [0, 7] })).toBe("class home or number 7");
    expect(words({ on: "event", has: false, task: "web", label: "render begin" })).toBe("lacks web · render begin");
    expect(words({ on: "segment", has: true, task: "web", from: "a", to: "b" })).toBe("has web · a → b");
    expect(words({ on: "id", has: true, prefix: "87aa" })).toBe("id begins with 87aa");
  });

  it("tell a term from its opposite", () => {
    fc.assert(
      fc.property(requestFilter(), ({ terms }) => {
        for (const term of terms) {
          if (!("has" in term)) continue;
          expect(words({ ...term, has: !term.has })).not.toBe(words(term));
        }
      }),
    );
  });
});
