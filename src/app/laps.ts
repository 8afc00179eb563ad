/** Milliseconds per step of a run. */
export class Laps {
  readonly laps: Record<string, number> = {};
  private last: number;

  constructor(
    readonly now: () => number,
    private readonly startedMs: number,
  ) {
    this.last = startedMs;
  }

  /** Closes the step that began where the one before ended. */
  end(name: string): void {
    const at = this.now();
    this.laps[name] = Math.round(at - this.last);
    this.last = at;
  }

  /** Time since the run began. */
  total(name: string): void {
    this.laps[name] = Math.round(this.now() - this.startedMs);
  }
}
