import { encodeUtf8 } from "../../bytes.ts";
import { NONE } from "../../units.ts";
import { RAW, ROUTE } from "../field-table.ts";
import { stopsBefore, type WordStops } from "./pattern-stops.ts";
import type { StampShape } from "./stamp-shape.ts";
import { describePattern, type PatternStep } from "./text-pattern.ts";

/** What an operation takes. */
export const LITERAL = 0;
export const BLANKS = 1;
export const WORD = 2;
export const NUMBER = 3;
export const LEVEL = 4;
export const STAMP = 5;
export const REST = 6;
export const OPTIONAL = 7;
export const OPTIONAL_END = 8;

const QUOTE = 0x22;
const OPENERS = "[(\"'<{`";
const CLOSERS = "])\"'>}`";
const NO_BYTES = new Uint8Array(0);

export interface WordStop {
  readonly bytes: Uint8Array;
  readonly after: number;
}

/** One step of a compiled pattern; a single class, so that the loop over it stays fast. */
export class Operation {
  slot = NONE;
  coding = RAW;
  literal: Uint8Array = NO_BYTES;
  shape: StampShape | undefined = undefined;
  /** Words: literals that end them, and whether a blank or the end of the line does. */
  stops: readonly WordStop[] = [];
  /** First byte of the only literal; 0 with none, −1 with several. */
  stopByte = 0;
  blankStops = false;
  endStops = false;
  /** Between brackets or quotes: may hold blanks, may be padded. */
  enclosed = false;
  /** What stands behind "=" may be missing too. */
  mayBeEmpty = false;
  quoted = false;
  /** Optional parts: the operation behind them. */
  skipTo = 0;

  constructor(
    readonly code: number,
    /** For messages. */
    readonly expects: string,
  ) {}
}

/** The operations of one alternative of a pattern; slots are the names given. */
export function compileSteps(steps: readonly PatternStep[], names: readonly string[]): Operation[] {
  const operations: Operation[] = [];
  append(operations, steps, names, stopsBefore([], 0));
  return operations;
}

function append(
  operations: Operation[],
  steps: readonly PatternStep[],
  names: readonly string[],
  behind: WordStops,
): void {
  for (const [index, step] of steps.entries()) {
    switch (step.kind) {
      case "literal": {
        const literal = new Operation(LITERAL, expectation(step));
        literal.literal = encodeUtf8(step.text);
        operations.push(literal);
        break;
      }
      case "blanks":
        operations.push(new Operation(BLANKS, "a blank"));
        break;
      case "optional": {
        const optional = new Operation(OPTIONAL, "");
        operations.push(optional);
        append(operations, step.steps, names, stopsBefore(steps, index + 1, behind));
        operations.push(new Operation(OPTIONAL_END, ""));
        optional.skipTo = operations.length;
        break;
      }
      case "field":
        operations.push(fieldOperation(step, steps[index - 1], stopsBefore(steps, index + 1, behind), names));
    }
  }
}

function fieldOperation(
  step: PatternStep & { readonly kind: "field" },
  before: PatternStep | undefined,
  stops: WordStops,
  names: readonly string[],
): Operation {
  const operation = new Operation(CODES[step.takes], expectation(step));
  const opener = before?.kind === "literal" ? OPENERS.indexOf(before.text[before.text.length - 1]) : -1;
  operation.slot = names.indexOf(step.name);
  operation.coding = step.takes === "route" ? ROUTE : RAW;
  operation.shape = step.shape;
  operation.stops = stops.literals.map(({ text, after }) => ({ bytes: encodeUtf8(text), after }));
  const firsts = new Set(operation.stops.map(({ bytes }) => bytes[0]));
  operation.stopByte = firsts.size > 1 ? -1 : (operation.stops[0]?.bytes[0] ?? 0);
  operation.blankStops = stops.blank;
  operation.endStops = stops.end;
  operation.enclosed = opener >= 0 && stops.literals.some(({ text }) => text[0] === CLOSERS[opener]);
  operation.mayBeEmpty = operation.enclosed || (before?.kind === "literal" && before.text.endsWith("="));
  operation.quoted = operation.enclosed && OPENERS.charCodeAt(opener) === QUOTE;
  return operation;
}

const CODES = { word: WORD, route: WORD, number: NUMBER, level: LEVEL, stamp: STAMP, rest: REST } as const;

function expectation(step: PatternStep): string {
  return describePattern({ alternatives: [[step]] });
}
