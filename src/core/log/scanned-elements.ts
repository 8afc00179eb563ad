import { MAX_RECORD_BYTES } from "./record-limit.ts";

/** Finds elements, whatever they are written in; see `ElementReader` for what its members mean. */
export interface ElementFinder {
  readonly elementStart: number;
  readonly elementEnd: number;
  readonly pendingStart: number;
  readonly isDone: boolean;
  next(bytes: Uint8Array, from: number, limit: number): number;
  interrupt(end: number): void;
  shift(count: number): void;
}

/** The part of an `ElementReader` that its scanner does. */
export abstract class ScannedElements<S extends ElementFinder> {
  constructor(protected readonly scanner: S) {}

  get elementStart(): number {
    return this.scanner.elementStart;
  }

  get elementEnd(): number {
    return this.scanner.elementEnd;
  }

  get pendingStart(): number {
    return this.scanner.pendingStart;
  }

  get isDone(): boolean {
    return this.scanner.isDone;
  }

  next(bytes: Uint8Array, from: number, limit: number): number {
    return this.scanner.next(bytes, from, limit);
  }

  interrupt(end: number): void {
    this.scanner.interrupt(end);
  }

  shift(count: number): void {
    this.scanner.shift(count);
  }

  /** The element found last is longer than any record may be. */
  protected get isTooLong(): boolean {
    return this.elementEnd - this.elementStart > MAX_RECORD_BYTES;
  }
}
