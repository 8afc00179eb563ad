import { bench } from "vitest";

/** How long a benchmark is repeated; a slow one runs once. */
const RUN_MS = 2000;

/**
 * A benchmark that prints what its best run means, in processor time: neighbours on the machine can only make a run
 * slower, and what they take of the processor is not in it.
 *
 * @param tell words for a run; argument: seconds
 */
export function benchBest(name: string, run: () => void, tell: (seconds: number) => string): void {
  let bestMs = Number.POSITIVE_INFINITY;
  bench(
    name,
    () => {
      const from = process.cpuUsage();
      run();
      const { user, system } = process.cpuUsage(from);
      bestMs = Math.min(bestMs, (user + system) / 1000);
    },
    {
      time: RUN_MS,
      iterations: 1,
      warmupTime: 0,
      warmupIterations: 0,
      teardown: (_task, mode) => {
        if (mode === "run") console.log(`${name}: ${tell(bestMs / 1000)} (best run, processor time)`);
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
