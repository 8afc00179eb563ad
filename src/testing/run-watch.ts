import { Worker } from "node:worker_threads";

/** One run takes milliseconds of processor time. */
const DEADLINE_MS = 60_000;

/**
 * A thread of its own sees what the watched one cannot: that it never comes back. It counts the processor time of the process,
 * not the hours of the wall: on a machine that is busy, or stood still for a while, an honest run may take minutes. One that
 * waits for what never comes takes none: it is ended after ten times as long, counted in looks at it.
 */
const WATCHMAN = `
const { workerData } = require("node:worker_threads");
const { writeSync } = require("node:fs");
const { cells, name, deadlineMs } = workerData;
const state = new Int32Array(cells);
let seen = -1;
const spentMs = () => { const { user, system } = process.cpuUsage(); return (user + system) / 1000; };
let since = spentMs();
let looks = 0;
setInterval(() => {
  const beat = Atomics.load(state, 0);
  if (beat !== seen || beat < 0) { seen = beat; since = spentMs(); looks = 0; return; }
  looks++;
  if (spentMs() - since < deadlineMs && looks * 500 < 10 * deadlineMs) return;
  writeSync(2, "\\nA run does not end: " + name + Atomics.load(state, 1) + "\\n");
  process.kill(process.pid, "SIGKILL");
}, 500);
`;

/** Ends the process, with a sentence on standard error, when a run does not come to an end. */
export class RunWatch {
  private readonly state = new Int32Array(new SharedArrayBuffer(8));
  private readonly watchman: Worker;

  /**
   * @param name stands before the number of the run
   * @param deadlineMs processor time of a run, milliseconds
   */
  constructor(name: string, deadlineMs = DEADLINE_MS) {
    this.rest();
    const workerData = { cells: this.state.buffer, name, deadlineMs };
    this.watchman = new Worker(WATCHMAN, { eval: true, workerData });
    this.watchman.unref();
  }

  begin(run: number): void {
    Atomics.store(this.state, 1, run);
    Atomics.store(this.state, 0, Math.max(0, Atomics.load(this.state, 0)) + 1);
  }

  /** Until the next run nothing is watched. */
  rest(): void {
    Atomics.store(this.state, 0, -1);
  }

  async end(): Promise<void> {
    await this.watchman.terminate();
  }
}
