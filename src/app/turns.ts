/** One piece of work at a time: each supersedes the one before. */
export class Turns {
  private abort = new AbortController();
  private idle: Promise<void> = Promise.resolve();

  /** @param now milliseconds */
  constructor(private readonly now: () => number) {}

  /** Of the work that was begun last, done or not. */
  get signal(): AbortSignal {
    return this.abort.signal;
  }

  /** Begins a piece of work; `fail` gets what it rejects with, unless it was stopped. */
  begin(work: (signal: AbortSignal, startedMs: number) => Promise<void>, fail: (message: string) => void): void {
    this.stop("superseded");
    this.abort = new AbortController();
    const { signal } = this.abort;
    this.idle = work(signal, this.now()).catch((error) => {
      if (!signal.aborted) fail(error instanceof Error ? error.message : String(error));
    });
  }

  stop(reason: string): void {
    this.abort.abort(new DOMException(reason, "AbortError"));
  }

  /** Resolves when no work is under way, nor what was begun meanwhile. */
  async whenIdle(): Promise<void> {
    for (let waited: Promise<void> | null = null; waited !== this.idle; ) {
      waited = this.idle;
      await waited;
    }
  }
}
