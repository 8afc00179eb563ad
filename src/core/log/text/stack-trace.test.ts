import { expect, test } from "vitest";
import { encodeUtf8 } from "../../bytes.ts";
import { goesOn } from "./stack-trace.ts";

const said = (line: string) => goesOn(encodeUtf8(line), 0, encodeUtf8(line).length);

test.each([
  "",
  "\tat org.shop.Main.run(Main.java:7)",
  "    raise KeyError(name)",
  "java.lang.IllegalStateException: no stock",
  "Caused by: java.io.IOException",
  "\t... 14 more",
  "Traceback (most recent call last):",
  "KeyError: 'stock'",
  "shop.errors.OutOfStockError: item 3",
  "During handling of the above exception, another exception occurred:",
  "TypeError: Cannot read properties of undefined",
  "goroutine 7 [running]:",
  "main.(*Server).handle(0xc000010000, {0x1, 0x2})",
  "created by main.serve in goroutine 1",
  "thread 'main' panicked at src/main.rs:4:5:",
  "stack backtrace:",
  "/app/shop.rb:12:in `order'",
  "--- End of stack trace from previous location ---",
  "}",
])("goes on: %s", (line) => {
  expect(said(line)).toBe(true);
});

test.each([
  "%%%% garbage",
  "~~~",
  "{broken json:",
  "<<<<>>>>",
  "Xfoo bar baz 12",
  "\u0001binary".slice(1),
  "ordered 3 items",
])("says nothing of going on: %s", (line) => {
  expect(said(line)).toBe(false);
});
