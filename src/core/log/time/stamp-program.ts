import type { StampStep } from "./stamp-pattern.ts";

/** Codes of the steps of a program. */
export const LITERAL = 0;
export const BLANKS = 1;
export const OPTIONAL = 2;
export const FIELD_CODES = {
  year4: 3,
  year2: 4,
  month2: 5,
  month1: 6,
  monthName: 7,
  monthWord: 8,
  day2: 9,
  day1: 10,
  hour2: 11,
  hour1: 12,
  half2: 13,
  half1: 14,
  minute2: 15,
  minute1: 16,
  second2: 17,
  second1: 18,
  fraction: 19,
  halfDay: 20,
  zone: 21,
  weekday: 22,
} as const;

/** Steps as numbers: what each does, and the byte of a literal or the length of an optional part. */
export interface StampProgram {
  readonly codes: Uint8Array;
  readonly operands: Int32Array;
}

/**
 * The program of a pattern, one number a step.
 *
 *     yyyy-MM-dd[.SSS]   YEAR4, LITERAL "-", MONTH2, LITERAL "-", DAY2, OPTIONAL 2, LITERAL ".", FRACTION
 */
export function compileStamp(steps: readonly StampStep[]): StampProgram {
  const program: [number, number][] = [];
  compileInto(steps, program);
  return {
    codes: Uint8Array.from(program, ([code]) => code),
    operands: Int32Array.from(program, ([, operand]) => operand),
  };
}

function compileInto(steps: readonly StampStep[], program: [number, number][]): void {
  for (const step of steps) {
    if (step.kind === "field") program.push([FIELD_CODES[step.field], 0]);
    else if (step.kind === "blanks") program.push([BLANKS, 0]);
    else if (step.kind === "literal") for (const byte of step.bytes) program.push([LITERAL, byte]);
    else {
      const inner: [number, number][] = [];
      compileInto(step.steps, inner);
      program.push([OPTIONAL, inner.length], ...inner);
    }
  }
}
