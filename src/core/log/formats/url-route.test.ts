import { expect, test } from "vitest";
import { routeOf, serverOf } from "./url-route.ts";

test.each([
  ["https://shop.example/users/17/cart?x=1#top", "shop.example", "/users/#/cart"],
  ["http://user:secret@Shop.example:8080", "shop.example:8080", "/"],
  ["https://a.example/v2/o/0f8fad5b-d9cb-469f-a165-70867728950e", "a.example", "/v2/o/#"],
  ["https://a.example/blob/3f2a9c1d77", "a.example", "/blob/#"],
  ["/relative/5", "", "/relative/#"],
  ["data:image/png;base64,AAAA/BBBB", "", "data:"],
  ["", "", "/"],
])("%s", (url, server, route) => {
  expect([serverOf(url), routeOf(url)]).toEqual([server, route]);
});
