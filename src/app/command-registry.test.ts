import { expect, it } from "vitest";
import { CommandRegistry } from "./command-registry.ts";

it("knows what works now: the handler that came last, until it goes", () => {
  const registry = new CommandRegistry();
  const ran: string[] = [];
  const run = () => registry.handlers.value.get("view.fit")?.();
  const endFirst = registry.register("view.fit", () => ran.push("first"));
  const endSecond = registry.register("view.fit", () => ran.push("second"));
  run();
  endSecond();
  run();
  endFirst();
  run();
  expect(ran).toEqual(["second", "first"]);
  expect(registry.handlers.value.size).toBe(0);
});

it("ends each registration once, in any order, even of one function", () => {
  const registry = new CommandRegistry();
  let count = 0;
  const add = () => {
    count++;
  };
  const ends = [registry.register("list.next", add), registry.register("list.next", add)];
  ends[0]();
  ends[0]();
  registry.handlers.value.get("list.next")?.();
  expect(count).toBe(1);
  ends[1]();
  expect(registry.handlers.value.has("list.next")).toBe(false);
});
