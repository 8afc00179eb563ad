import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ClassModel } from "./causal-model.ts";
import { convergence } from "./convergence.ts";
import { NO_REQUEST } from "./order-cells.ts";

describe("convergence", () => {
  it("is the number of hypotheses without a refuter so far, and never rises", () => {
    fc.assert(
      fc.property(fc.array(fc.option(fc.nat(300), { nil: NO_REQUEST })), (ranks) => {
        const model = { refuterRanks: Uint32Array.from(ranks) } as ClassModel;
        const curve = convergence([model], 301);
        for (const { requests, surviving } of curve) {
          expect(surviving).toBe(ranks.filter((rank) => rank >= requests).length);
        }
        expect(curve.at(-1)?.requests).toBe(301);
      }),
    );
  });
});
