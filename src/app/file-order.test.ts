import { expect, test } from "vitest";
import { canonicalOrder, sameContent } from "./file-order.ts";

const a = new File(["one"], "a.log");
const b = new File(["two"], "b.log");
const copy = new File(["one"], "copy.log");

test("the order of dropping does not matter", async () => {
  const twin = new File(["zzz"], "a.log");
  const names = async (files: File[]) => Promise.all((await canonicalOrder(files)).map((file) => file.text()));
  expect(await names([b, twin, a])).toEqual(await names([a, b, twin]));
});

test("a file of the same content is told from one of the same size", async () => {
  const twins = await sameContent([a, b, copy]);
  expect([...twins].map(([file, first]) => [file.name, first.name])).toEqual([["copy.log", "a.log"]]);
});
