/** Milliseconds per step of a run. */
export class Laps {
  readonly laps: Record<string, number> = {};
  private last: number;
  private pausedMs = 0;

  constructor(
    readonly now: () => number,
    private startedMs: number,
  ) {
    this.last = startedMs;
  }

  /** Closes the step that began where the one before ended. */
  end(name: string): void {
    const at = this.now();
    this.laps[name] = Math.round(at - this.last);
    this.last = at;
  }

  /** Somebody is asked: the time until `goOn` belongs to no step. */
  pause(): void {
    this.pausedMs = this.now();
  }

  goOn(): void {
    const waited = this.now() - this.pausedMs;
    this.startedMs += waited;
    this.last += waited;
  }

  /** Time since the run began. */
  total(name: string): void {
    this.laps[name] = Math.round(this.now() - this.startedMs);
  }
}
