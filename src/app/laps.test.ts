import { expect, test } from "vitest";
import { Laps } from "./laps.ts";

test("time in which somebody is asked belongs to no step and not to the whole", () => {
  let now = 100;
  const laps = new Laps(() => now, 90);
  now = 120;
  laps.end("read");
  now = 125;
  laps.pause();
  now = 9000;
  laps.goOn();
  now = 9010;
  laps.end("sort");
  laps.total("total");
  expect(laps.laps).toEqual({ read: 30, sort: 15, total: 45 });
});
