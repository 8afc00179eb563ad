import type { Failure } from "../../outcome.ts";

/**
 * Trouble inside a stream of an archive, which can only be thrown: whoever reads the stream makes a failure of it.
 * Codes: I_CORRUPT_ARCHIVE, I_ENCRYPTED, I_UNSUPPORTED, I_ARCHIVE_SIZE.
 */
export class ArchiveTrouble extends Error {
  override readonly name = "ArchiveTrouble";

  constructor(readonly failure: Failure) {
    super(failure.message);
  }
}

/** An archive that is cut, damaged or none. */
export function corrupt(what: string): Failure {
  return {
    code: "I_CORRUPT_ARCHIVE",
    message: `${what}: the archive was cut short or damaged on its way here; copy it again`,
  };
}
