import { DeadlineExceeded, WorkerDied } from "../protocol/worker-handle.ts";
import { StatementFailed, sentenceOf } from "./statement-failed.ts";

/** The messages of DuckDB-WASM's worker (pinned to 1.32.0) that we use: what goes out, and what comes back. */
export interface DuckDbMessages {
  INSTANTIATE: { send: readonly [wasmUrl: string, pthreadUrl: null]; receive: null };
  OPEN: { send: DuckDbSettings; receive: null };
  CONNECT: { send: null; receive: number };
  /** Runs to the end without listening to anything else; for statements known to be short. */
  RUN_QUERY: { send: readonly [connection: number, sql: string]; receive: Uint8Array };
  /** Answers the Arrow schema of the result, or null as long as it must be polled. */
  START_PENDING_QUERY: {
    send: readonly [connection: number, sql: string, allowStream: boolean];
    receive: Uint8Array | null;
  };
  /** Works for about 100 ms. */
  POLL_PENDING_QUERY: { send: number; receive: Uint8Array | null };
  CANCEL_PENDING_QUERY: { send: number; receive: boolean };
  /** The next Arrow record batch, empty at the end, null for "ask again". */
  FETCH_QUERY_RESULTS: { send: number; receive: Uint8Array | null };
  INSERT_ARROW_FROM_IPC_STREAM: {
    send: readonly [connection: number, bytes: Uint8Array, options: { name: string; create: boolean }];
    receive: null;
  };
}

export interface DuckDbSettings {
  readonly path: string;
  readonly allowUnsignedExtensions: boolean;
  readonly query: { readonly castBigIntToDouble: boolean; readonly castDecimalToDouble: boolean };
}

export interface RequestOptions {
  /** Without an answer within this time (ms) the worker counts as hung and is terminated. */
  readonly deadlineMs: number;
  readonly transfer?: Transferable[];
}

/** What this file needs of a `Worker`. */
export interface MessageWorker {
  postMessage(message: unknown, transfer: Transferable[]): void;
  addEventListener(type: string, listener: (event: Event) => void): void;
  terminate(): void;
}

interface Answer {
  readonly requestId?: number;
  readonly type: string;
  readonly data: unknown;
}

interface Waiting {
  readonly type: keyof DuckDbMessages;
  resolve(value: never): void;
  reject(reason: Error): void;
  readonly timer: ReturnType<typeof setTimeout>;
}

/**
 * Speaks with DuckDB's worker and settles every request. DuckDB's own client leaves requests pending for ever when
 * the worker dies, and brings a second Arrow library with it; the protocol is one message each way, so it is spoken here.
 */
export class DuckDbClient {
  readonly #worker: MessageWorker;
  readonly #waiting = new Map<number, Waiting>();
  #nextMessageId = 1;
  #death: WorkerDied | undefined;

  constructor(worker: MessageWorker) {
    this.#worker = worker;
    worker.addEventListener("message", (event) => this.#receive((event as MessageEvent<Answer>).data));
    worker.addEventListener("error", (event) => {
      const { message } = event as ErrorEvent;
      event.preventDefault();
      this.#die(`The database stopped: ${message || "its script could not be loaded or run"}.`);
    });
    worker.addEventListener("messageerror", () => this.#die("The database stopped: it sent an unreadable message."));
  }

  /** Why the worker is gone, if it is. */
  get death(): WorkerDied | undefined {
    return this.#death;
  }

  /** Rejects with `StatementFailed` (the database says no), `WorkerDied` or `DeadlineExceeded`. */
  request<T extends keyof DuckDbMessages>(
    type: T,
    data: DuckDbMessages[T]["send"],
    { deadlineMs, transfer = [] }: RequestOptions,
  ): Promise<DuckDbMessages[T]["receive"]> {
    if (this.#death) return Promise.reject(this.#death);
    const messageId = this.#nextMessageId++;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#waiting.delete(messageId);
        const seconds = Math.round(deadlineMs / 1000);
        reject(new DeadlineExceeded(`The database did not answer within ${seconds} s and was stopped.`));
        this.#die("The database was stopped because a statement did not answer in time.");
      }, deadlineMs);
      this.#waiting.set(messageId, { type, resolve, reject, timer });
      this.#worker.postMessage({ messageId, type, data }, transfer);
    });
  }

  /** Ends the worker and frees its memory; waiting and later requests reject with `WorkerDied`. */
  terminate(): void {
    this.#die("The database was closed.");
  }

  #receive({ requestId, type, data }: Answer): void {
    if (type === "FATAL") {
      // Later rejections nobody waits for change no result; while loading they mean that no answer will come.
      const loading = [...this.#waiting.values()].some((one) => one.type === "INSTANTIATE");
      if (loading) this.#die(`The database could not be loaded: ${data}.`);
      return;
    }
    const waiting = requestId === undefined ? undefined : this.#waiting.get(requestId);
    // Progress and log messages belong to no request that waits for an answer.
    if (waiting === undefined || requestId === undefined || type === "INSTANTIATE_PROGRESS") return;
    this.#waiting.delete(requestId);
    clearTimeout(waiting.timer);
    if (type === "ERROR") waiting.reject(new StatementFailed(sentenceOf(data)));
    else waiting.resolve(data as never);
  }

  #die(sentence: string): void {
    if (this.#death) return;
    const death = new WorkerDied(sentence);
    this.#death = death;
    this.#worker.terminate();
    for (const { reject, timer } of this.#waiting.values()) {
      clearTimeout(timer);
      reject(death);
    }
    this.#waiting.clear();
  }
}
