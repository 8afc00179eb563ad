import type { DocumentFormat, EpochUnit, TimeUnit } from "./source-plan.ts";
import type { TraceUnit } from "./trace-unit.ts";

/**
 * Reads the elements of a document in file order: objects of the one large array of a JSON document, traces of XML.
 * Positions count bytes of a buffer that grows at its end and loses whole elements at its front.
 */
export interface ElementReader {
  /** Of the element found last, half-open. */
  readonly elementStart: number;
  readonly elementEnd: number;
  /** Start of the element (or of the wrapper before the first) being read, −1 if none: bytes before it are needed no more. */
  readonly pendingStart: number;
  /** Nothing of interest follows. */
  readonly isDone: boolean;
  /** Behind the last whole document, −1 if no such position is in the buffer: a place to cut, as the end of an element is. */
  readonly documentEnd: number;
  /**
   * Reads bytes[from, limit) up to the end of the next element. The position after it, or −1 when all bytes are used up;
   * then call again with more, from the old limit.
   */
  next(bytes: Uint8Array, from: number, limit: number): number;
  /**
   * Ends the pending element at `end`: a block of a stream ends there, so something follows that cannot stand inside it.
   * It is the element found last then.
   */
  interrupt(end: number): void;
  /** Tells that `count` bytes were taken from the front of the buffer. */
  shift(count: number): void;
  /** What a reader has to be told to go on behind the last element or document end. */
  carry(): string;
  /**
   * What the element found last tells, unit by unit (span, event, entry); undefined in the place of a unit that is none.
   * A refusal says why the element as a whole cannot be read: then it is one unit.
   * @param offset of bytes[0] in the file
   */
  units(bytes: Uint8Array, offset: number): readonly (TraceUnit | undefined)[] | ElementRefusal;
  /** The raw texts of the units of the element found last, as many as `units` has; one if that is a refusal. */
  texts(bytes: Uint8Array): readonly string[];
  /** Warnings about what is still open when the file ends here, by code. */
  finish(): readonly { readonly code: string; readonly count: number }[];
}

/** A format whose files are documents, with every role fixed by structure. One file in `formats/` implements this. */
export interface ElementFormat {
  readonly name: DocumentFormat;
  /** Unit of stamps and of durations. */
  readonly timeUnit: TimeUnit;
  readonly durationUnit: EpochUnit;
  /** What the format calls these, for messages. */
  readonly words: ElementWords;
  /** Ids such as "0" are as good as any. */
  readonly anyRequest?: boolean;
  /** Columns of a preview, and the cells of a unit. */
  readonly columns: readonly string[];
  row(unit: TraceUnit): readonly string[];
  /** @param carry of a reader that read up to here; "" = between two elements; undefined = the beginning of a file */
  reader(carry: string | undefined): ElementReader;
  /** First capture: a stamp in the text of a file, for the range of its stamps. */
  readonly stamp: RegExp;
  /** Why the roles are what they are, in a sentence. */
  readonly reason: string;
}

/** Why an element cannot be read. The reason goes on behind "element 3 ". */
export interface ElementRefusal {
  readonly code: "P_SYNTAX" | "F_RECORD_SIZE";
  readonly reason: string;
}

export const TOO_LONG: ElementRefusal = {
  code: "F_RECORD_SIZE",
  reason: "is longer than 64 MiB: expected one record of a trace",
};

export interface ElementWords {
  /** Of a unit that is none: "a span is no JSON object". */
  readonly broken: string;
  /** Where the request id, the start, and the end or duration were looked for: '"traceID"'. */
  readonly request: string;
  readonly start: string;
  readonly length: string;
}
