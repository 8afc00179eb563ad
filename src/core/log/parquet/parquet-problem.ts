import { failure, type Outcome } from "../../outcome.ts";

export type ParquetCode = "I_CORRUPT_ARCHIVE" | "I_UNSUPPORTED" | "I_EMPTY" | "I_READ" | "R_COLUMN";

/**
 * Trouble with a Parquet file, thrown where it is found: pages nest in columns in row groups, and every step of decoding
 * may meet it. `asOutcome` turns it into a failure at the door.
 */
export class ParquetProblem extends Error {
  override readonly name = "ParquetProblem";

  constructor(
    readonly code: ParquetCode,
    message: string,
  ) {
    super(message);
  }
}

/** What the file says cannot be: `what` names the place and what was found there. */
export function corrupt(what: string): ParquetProblem {
  return new ParquetProblem("I_CORRUPT_ARCHIVE", `the Parquet file is damaged: ${what}. Was it cut short or changed?`);
}

/** Valid, but not read here: `what` names it and what to do. */
export function unsupported(what: string): ParquetProblem {
  return new ParquetProblem("I_UNSUPPORTED", what);
}

/** The result of `work`; its `ParquetProblem` as a failure. Other errors (a read that was refused, a bug) pass through. */
export async function asOutcome<T>(work: () => Promise<Outcome<T>>): Promise<Outcome<T>> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ParquetProblem) return failure(error.code, error.message);
    throw error;
  }
}
