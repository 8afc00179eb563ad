import { expect, test } from "vitest";
import { LatestOnly } from "./latest-only.ts";

test("of what is asked for while it works only the latest is done", async () => {
  const order: string[] = [];
  const latest = new LatestOnly();
  let finish = () => {};
  const slow = latest.ask(() => new Promise<string>((resolve) => (finish = () => resolve("slow"))));
  const work = (name: string) => async () => {
    order.push(name);
    return name;
  };
  void latest.ask(work("passed over"));
  const last = latest.ask(work("last"));
  expect(order).toEqual([]);
  finish();
  expect(await slow).toBe("slow");
  expect(await last).toBe("last");
  expect(order).toEqual(["last"]);
  expect(await latest.ask(work("again"))).toBe("again");
});

test("goes on after a failure", async () => {
  const latest = new LatestOnly();
  const broken = latest.ask(() => Promise.reject(new Error("the worker died")));
  const next = latest.ask(async () => "alive");
  await expect(broken).rejects.toThrow("the worker died");
  expect(await next).toBe("alive");
});
