import { type Endpoint, type Remote, wrap } from "comlink";

/** What the handle needs of a `Worker`; tests hand in a fake on a `MessageChannel`. */
export interface WorkerLike extends Endpoint {
  terminate(): void;
}

export interface CallOptions {
  /** The call must settle within this time (ms, at most 2^31 − 1); afterwards the worker counts as hung. Default: none. */
  readonly deadlineMs?: number;
  /** Aborting rejects the call at once; the worker goes on and its answer is dropped. */
  readonly signal?: AbortSignal;
}

/** What a caller does with the interface of a worker. */
export type RemoteWork<T, R> = (api: Remote<T>) => PromiseLike<R>;

/** The worker ended, failed to load, threw outside a call, or was terminated while the call waited. */
export class WorkerDied extends Error {
  override readonly name = "WorkerDied";
}

/** The worker did not answer in time; it has been terminated. */
export class DeadlineExceeded extends Error {
  override readonly name = "DeadlineExceeded";
}

/** The caller's signal was aborted. */
export class Cancelled extends Error {
  override readonly name = "Cancelled";
}

interface Life<T> {
  readonly worker: WorkerLike;
  readonly api: Remote<T>;
  readonly waiting: Set<(reason: Error) => void>;
}

/**
 * Keeps one worker alive and every promise honest: Comlink never settles a call whose worker dies, this does.
 * A death rejects all waiting calls; the next call starts the next worker.
 *
 *     const result = await handle.call((api) => api.parse(slice), { deadlineMs: 10_000, signal });
 */
export class WorkerHandle<T> {
  readonly #create: () => WorkerLike;
  readonly #name: string;
  readonly #restartListeners = new Set<() => void>();
  readonly #endListeners = new Set<() => void>();
  #life: Life<T> | undefined;
  #started = false;
  #terminated = false;

  /** @param name appears in error messages */
  constructor(create: () => WorkerLike, name: string) {
    this.#create = create;
    this.#name = name;
  }

  /** Calls now waiting for an answer. */
  get waitingCount(): number {
    return this.#life?.waiting.size ?? 0;
  }

  /**
   * Runs `work` against the worker's interface. Rejects with what the method threw, or with `WorkerDied`,
   * `DeadlineExceeded` or `Cancelled`. Costs one message each way (about 70 µs).
   */
  call<R>(work: RemoteWork<T, R>, options: CallOptions = {}): Promise<R> {
    const { deadlineMs, signal } = options;
    if (this.#terminated) return Promise.reject(new WorkerDied(`${this.#name} has been terminated.`));
    if (signal?.aborted) return Promise.reject(this.#cancelled());
    let life: Life<T>;
    try {
      life = this.#living();
    } catch (error) {
      return Promise.reject(new WorkerDied(`${this.#name} could not be started: ${messageOf(error)}`));
    }
    return new Promise<R>((resolve, reject) => {
      let timer: ReturnType<typeof setTimeout> | undefined;
      const settle = () => {
        clearTimeout(timer);
        life.waiting.delete(fail);
        signal?.removeEventListener("abort", cancel);
      };
      const fail = (reason: Error) => {
        settle();
        reject(reason);
      };
      const cancel = () => fail(this.#cancelled());
      life.waiting.add(fail);
      signal?.addEventListener("abort", cancel, { once: true });
      if (deadlineMs !== undefined) {
        timer = setTimeout(() => {
          fail(new DeadlineExceeded(`${this.#name} did not answer within ${deadlineMs} ms and was stopped.`));
          this.#end(life, "was stopped because another call exceeded its deadline");
        }, deadlineMs);
      }
      // Comlink posts the message inside `work`: what cannot be cloned throws there and is the caller's bug.
      Promise.resolve()
        .then(() => work(life.api))
        .then(
          (result) => {
            settle();
            resolve(result);
          },
          (error) => fail(error instanceof Error ? error : new Error(messageOf(error))),
        );
    });
  }

  /** Starts the worker ahead of its first call, so that the call need not wait for script and compiler. */
  start(): void {
    if (!this.#terminated) this.#living();
  }

  /** Ends the present worker, if any (waiting calls reject with `WorkerDied`), and starts another. */
  restart(): void {
    if (this.#terminated) throw new WorkerDied(`${this.#name} has been terminated.`);
    if (this.#life) this.#end(this.#life, "was restarted");
    this.#living();
  }

  /** Ends the worker for good; waiting and later calls reject with `WorkerDied`. */
  terminate(): void {
    this.#terminated = true;
    if (this.#life) this.#end(this.#life, "was terminated");
  }

  /**
   * Tells at once when a worker has ended: whatever it was told is lost.
   * @returns a function that stops listening
   */
  onEnd(listener: () => void): () => void {
    this.#endListeners.add(listener);
    return () => this.#endListeners.delete(listener);
  }

  /**
   * Tells when a new worker has replaced a dead one, before any call reaches it: its caches are empty.
   * @returns a function that stops listening
   */
  onRestart(listener: () => void): () => void {
    this.#restartListeners.add(listener);
    return () => this.#restartListeners.delete(listener);
  }

  #living(): Life<T> {
    if (this.#life) return this.#life;
    const worker = this.#create();
    const life: Life<T> = { worker, api: wrap<T>(worker), waiting: new Set() };
    worker.addEventListener("error", (event) => {
      // A load failure has no message: the browser hides the reason, so name the likely ones.
      const text =
        "message" in event && event.message ? String(event.message) : "its script could not be loaded or run";
      (event as Event).preventDefault?.();
      this.#end(life, `died: ${text}`);
    });
    worker.addEventListener("messageerror", () => this.#end(life, "died: it sent a message that could not be read"));
    this.#life = life;
    if (this.#started) for (const listener of this.#restartListeners) listener();
    this.#started = true;
    return life;
  }

  #end(life: Life<T>, what: string): void {
    if (this.#life === life) this.#life = undefined;
    life.worker.terminate();
    for (const listener of this.#endListeners) listener();
    for (const fail of [...life.waiting]) fail(new WorkerDied(`${this.#name} ${what}.`));
  }

  #cancelled(): Cancelled {
    return new Cancelled(`The call to ${this.#name} was cancelled.`);
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
