import { describe, expect, it } from "vitest";
import { PHASE_END, PHASE_POINT, PHASE_START } from "../core/units.ts";
import { traceDiagram } from "./trace-diagram.ts";

function told(drawing: string) {
  const phases = new Map<number, string>([
    [PHASE_START, "start"],
    [PHASE_POINT, "point"],
    [PHASE_END, "end"],
  ]);
  return traceDiagram(drawing, { columnNs: 1 }).events.map((event) =>
    [event.request, event.task, event.label, event.ordinal, phases.get(event.phase), event.host, event.timeNs].join(
      " ",
    ),
  );
}

describe("traceDiagram", () => {
  it("reads bars on a common time grid", () => {
    expect(told(" A  === \n B    == ")).toEqual([
      "r1 A A 1 start host 0",
      "r1 B B 1 start host 2",
      "r1 A A 1 end host 3",
      "r1 B B 1 end host 4",
    ]);
  });

  it("reads labels, hosts, points and touching bars", () => {
    expect(
      told(`
        B load,draw      ==--
        C @web        !     =`),
    ).toEqual([
      "r1 C C! 1 point web 0",
      "r1 B load 1 start host 3",
      "r1 B load 1 end host 5",
      "r1 B draw 1 start host 5",
      "r1 C C 1 start web 6",
      "r1 B draw 1 end host 7",
      "r1 C C 1 end web 7",
    ]);
  });

  it("numbers repeats, and separates requests by empty lines", () => {
    expect(told("A = =\n\n\nA  =")).toEqual([
      "r1 A A 1 start host 0",
      "r1 A A 1 end host 1",
      "r1 A A 2 start host 2",
      "r1 A A 2 end host 3",
      "r2 A A 1 start host 0",
      "r2 A A 1 end host 1",
    ]);
  });

  it("makes one segment of each bar, sharing its event objects", () => {
    const { events, segments } = traceDiagram("A ==-\nB  !");
    expect(segments.map((segment) => [segment.start.timeNs, segment.end.timeNs])).toEqual([
      [0, 2e6],
      [2e6, 3e6],
    ]);
    for (const segment of segments) {
      expect(events.includes(segment.start)).toBe(true);
      expect(events.includes(segment.end)).toBe(true);
    }
  });

  it("refuses what it cannot read", () => {
    expect(() => traceDiagram("A\nB ==")).toThrow('line 1: expected "task [labels] [@host] bars", saw "A"');
    expect(() => traceDiagram("A x y ==")).toThrow("line 1");
  });
});
