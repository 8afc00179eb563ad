import { expect, test } from "vitest";
import { OpenSlices } from "./open-slices.ts";

const slice = (name: string, request = "", outerRequest = "") => ({
  time: "1",
  category: "c",
  name,
  request,
  outerRequest,
});

test("slices end innermost first, by name where there is one", () => {
  const open = new OpenSlices(undefined);
  for (const name of ["a", "b", "c"]) open.begin("t", slice(name));
  expect(open.end("t", "b")?.name).toBe("b");
  expect(open.end("t", "")?.name).toBe("c");
  expect(open.end("other", "a")).toBeUndefined();
  expect(open.neverEnded).toBe(1);
});

test("save and load give the same slices", () => {
  const open = new OpenSlices(undefined);
  open.begin("t", slice("a", "r1"));
  open.begin("__proto__", slice("b", "", "r2"));
  const again = new OpenSlices(JSON.parse(JSON.stringify(open.save())));
  expect(again.save()).toEqual(open.save());
  expect([again.requestOf("t"), again.requestOf("__proto__"), again.requestOf("none")]).toEqual(["r1", "r2", ""]);
  expect(new OpenSlices("damaged").neverEnded).toBe(0);
});

test("slices that never end take bounded room and are counted", () => {
  const open = new OpenSlices(undefined);
  for (let i = 0; i < 5000; i++) open.begin("deep", slice(`s${i}`));
  for (let i = 0; i < 5000; i++) open.begin(`track ${i}`, slice("s"));
  expect(open.neverEnded).toBe(10_000);
  expect((open.save() as unknown[]).length).toBe(4097);
  expect(open.requestOf("deep")).toBe("");
});
