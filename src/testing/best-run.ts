import { bench } from "vitest";

/** How long a benchmark is repeated. */
const RUN_MS = 2000;
/** Slow ones run longer than that. */
const LEAST_RUNS = 3;

/**
 * A benchmark that prints what its best run means, for neighbours on the machine can only make a run slower.
 *
 * @param tell words for a run; argument: seconds
 */
export function benchBest(name: string, run: () => void, tell: (seconds: number) => string): void {
  let bestMs = Number.POSITIVE_INFINITY;
  bench(
    name,
    () => {
      const from = performance.now();
      run();
      bestMs = Math.min(bestMs, performance.now() - from);
    },
    {
      time: RUN_MS,
      iterations: LEAST_RUNS,
      warmupTime: 0,
      warmupIterations: 1,
      teardown: (_task, mode) => {
        if (mode === "run") console.log(`${name}: ${tell(bestMs / 1000)} (best run)`);
      },
    },
  );
}

/** "91 MB/s, 1.94 M rows/s at 47 bytes a row" of bytes that hold so many rows. */
export function speedOf(byteCount: number, rowCount: number): (seconds: number) => string {
  return (seconds) => {
    const megabytes = (byteCount / seconds / 1e6).toFixed(0);
    const rows = (rowCount / seconds / 1e6).toFixed(2);
    return `${megabytes} MB/s, ${rows} M rows/s at ${(byteCount / rowCount).toFixed(0)} bytes a row`;
  };
}
