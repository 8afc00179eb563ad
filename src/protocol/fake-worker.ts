import { expose } from "comlink";
import type { WorkerLike } from "./worker-handle.ts";

/** A worker in this thread, on a `MessageChannel`: it can be killed like a real one and then never answers. */
export class FakeWorker implements WorkerLike {
  readonly #ports = new MessageChannel();
  readonly #events = new EventTarget();
  terminated = false;

  constructor(api: object) {
    // Node's ports lack nothing that Comlink uses, but their type differs from the DOM's.
    expose(api, this.#ports.port2 as unknown as Parameters<typeof expose>[1]);
    this.#ports.port1.start();
  }

  postMessage(message: unknown, transfer: Transferable[] = []): void {
    if (!this.terminated) this.#ports.port1.postMessage(message, transfer);
  }

  addEventListener(type: string, listener: EventListenerOrEventListenerObject): void {
    this.#targetOf(type).addEventListener(type, listener);
  }

  removeEventListener(type: string, listener: EventListenerOrEventListenerObject): void {
    this.#targetOf(type).removeEventListener(type, listener);
  }

  terminate(): void {
    this.terminated = true;
    this.#ports.port1.close();
    this.#ports.port2.close();
  }

  /** What the browser tells when a worker throws outside a call. */
  crash(message: string): void {
    this.#events.dispatchEvent(Object.assign(new Event("error", { cancelable: true }), { message }));
  }

  /** What the browser tells when an answer cannot be deserialised. */
  garble(): void {
    this.#events.dispatchEvent(new Event("messageerror"));
  }

  #targetOf(type: string): EventTarget {
    return type === "message" ? (this.#ports.port1 as unknown as EventTarget) : this.#events;
  }
}
