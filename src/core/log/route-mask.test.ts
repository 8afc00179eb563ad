import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeUtf8, encodeUtf8 } from "../bytes.ts";
import { maskRoute } from "./route-mask.ts";

function route(text: string): string {
  const bytes = encodeUtf8(text);
  const target = new Uint8Array(bytes.length);
  return decodeUtf8(target, 0, maskRoute(bytes, 0, bytes.length, target, 0));
}

test.each([
  ["/", "/"],
  ["/api/v1/users/42/orders/9f86d081?x=1", "/api/v1/users/#/orders/#"],
  ["/cart/550e8400-e29b-41d4-a716-446655440000/items", "/cart/#/items"],
  ["/img/p-17.png", "/img/p-#.png"],
  ["/oauth2/s3/step2/page12", "/oauth2/s3/step2/page#"],
  ["/t/01ARZ3NDEKTSV4RRFFQ69G5FAV/x", "/t/#/x"],
  ["/feed/decade/cafe", "/feed/decade/cafe"],
  ["http://shop.example:443/a/7;v=1", "/a/#"],
  ["https://shop.example", "/"],
  ["https://shop.example?x=1", "/"],
  ["*", "*"],
  ["/a#part", "/a"],
])("%s → %s", (target, expected) => {
  expect(route(target)).toBe(expected);
});

test("a route is never longer than its target, and no segment of it is a number", () => {
  const piece = fc.constantFrom("/", "a", "42", "v2", "-", "deadbeef1", "é", "x.png", "_", "7");
  fc.assert(
    fc.property(fc.array(piece, { minLength: 1, maxLength: 20 }), (pieces) => {
      const target = `/${pieces.join("")}`;
      const once = route(target);
      expect(encodeUtf8(once).length).toBeLessThanOrEqual(encodeUtf8(target).length);
      expect(once).not.toMatch(/\/\d+(\/|$)/);
    }),
  );
});
