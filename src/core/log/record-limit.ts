/** A single element or line longer than this is no log record. */
export const MAX_RECORD_BYTES = 64 << 20;
