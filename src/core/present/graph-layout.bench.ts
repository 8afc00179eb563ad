import { bench, describe } from "vitest";
import { randomSelection } from "../../testing/graph-arbitraries.ts";
import { layoutGraph } from "./graph-layout.ts";

/** One layout of a selection, one thread, CPU time (the machine may be shared): least and most of a few runs. */
const reported = new Set<string>();

function report(nodes: number, links: number): void {
  const key = `${nodes} ${links}`;
  // The caller of a benchmark repeats it, which the runs here have done already.
  if (reported.has(key)) return;
  reported.add(key);
  const selection = randomSelection(nodes, links, 11);
  const runs = Array.from({ length: 5 }, () => {
    const from = process.cpuUsage();
    const { width, height } = layoutGraph(selection);
    const { user, system } = process.cpuUsage(from);
    return { ms: (user + system) / 1000, width, height };
  });
  const times = runs.map(({ ms }) => ms).sort((a, b) => a - b);
  const [{ width, height }] = runs;
  console.log(
    `${nodes} nodes, ${links} links: ${times[0].toFixed(0)}–${times[4].toFixed(0)} ms, ` +
      `${Math.round(width)} × ${Math.round(height)} px`,
  );
}

describe("layout", () => {
  for (const [nodes, links] of [
    [60, 90],
    [300, 900],
    [500, 1500],
  ] as const) {
    bench(`${nodes} nodes, ${links} links`, () => report(nodes, links), {
      iterations: 1,
      time: 0,
      warmupIterations: 0,
      warmupTime: 0,
    });
  }
});
