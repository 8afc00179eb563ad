import { expect, test } from "vitest";
import { accessTail } from "./access-tail.ts";

const hex = (n: number) => n.toString(16).padStart(32, "a1");

test.each([
  ["nothing", () => "", "", {}],
  [
    "request times of nginx",
    (n: number) => `0.0${n + 10} 10.0.0.1:80 0.012`,
    " {request_time} {extra2} {extra3}",
    { duration: { column: "request_time", unit: "s" }, stampIs: "end" },
  ],
  [
    "times of Apache",
    (n: number) => `${n * 977}`,
    " {duration_us}",
    { duration: { column: "duration_us", unit: "us" } },
  ],
  [
    "keys and texts",
    (n: number) => `rt=0.0${n + 10} uct="0.000" id=${hex(n)}`,
    ' rt={request_time} uct="{uct}" id={request_id}',
    { duration: { column: "request_time", unit: "s" }, request: { column: "request_id" } },
  ],
  [
    "an ingress",
    (n: number) => `469 0.010 [default-svc-80] [] 10.0.0.1:80 35 0.010 200 ${hex(n)}`,
    " {extra1} {request_time} [{extra3}] [{extra4}] {extra5} {extra6} {extra7} {extra8} {request_id}",
    { stampIs: "end", request: { column: "request_id" } },
  ],
  [
    "an id by its key, whatever its form",
    (n: number) => `rt=0.1${n % 10} rid=${n * 977} sid=${hex(n)}`,
    " rt={rt} rid={rid} sid={sid}",
    { ignore: ["rt", "sid"] },
  ],
  ["two whole numbers say nothing", (n: number) => `${n} ${n * 7}`, " {extra1} {extra2}", {}],
  ["uneven lines", (n: number) => "x ".repeat(n % 3).trim(), "{? {rest:rest}}", { ignore: ["rest"] }],
])("%s", (_, rest, pattern, presets) => {
  const tail = accessTail(Array.from({ length: 30 }, (_, n) => rest(n)));
  expect(tail.pattern).toBe(pattern);
  expect(tail.presets).toMatchObject(presets);
  expect("duration" in tail.presets).toBe("duration" in presets || "stampIs" in presets);
});
