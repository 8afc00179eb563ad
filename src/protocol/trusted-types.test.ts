import { expect, test } from "vitest";
import { ScriptAllowList } from "./trusted-types.ts";

const BASE = "https://logs.example/some/path/index.html";

test("a listed address passes in its absolute form", () => {
  const list = new ScriptAllowList(BASE);
  list.allow("./assets/parse-1a2b.js");
  expect(list.check("assets/parse-1a2b.js")).toBe("https://logs.example/some/path/assets/parse-1a2b.js");
  expect(list.check("https://logs.example/some/path/assets/parse-1a2b.js")).toBe(
    "https://logs.example/some/path/assets/parse-1a2b.js",
  );
});

test("a blob of this origin passes until it is forgotten", () => {
  const list = new ScriptAllowList(BASE);
  const blob = "blob:https://logs.example/4a8e";
  list.allow(blob);
  expect(list.check(blob)).toBe(blob);
  list.forget(blob);
  expect(() => list.check(blob)).toThrow(TypeError);
});

test.each([
  "./assets/other.js",
  "../assets/parse-1a2b.js",
  "https://evil.example/some/path/assets/parse-1a2b.js",
  "data:text/javascript,alert(1)",
  "javascript:alert(1)",
  "assets/parse-1a2b.js?x",
  "__proto__",
])("%s does not pass", (url) => {
  const list = new ScriptAllowList(BASE);
  list.allow("./assets/parse-1a2b.js");
  expect(() => list.check(url)).toThrow(TypeError);
});

test.each(["https://evil.example/x.js", "data:text/javascript,1", "blob:https://evil.example/1"])(
  "%s cannot be listed",
  (url) => {
    expect(() => new ScriptAllowList(BASE).allow(url)).toThrow(TypeError);
  },
);
