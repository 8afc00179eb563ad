/**
 * What reads a CSV file. A database gets every text as it is, and truth values as 1 and 0, which all of them take. A
 * spreadsheet would run some texts as formulas: these stand behind an apostrophe.
 */
export type CsvReader = "database" | "spreadsheet";

/**
 * The worker that makes files out of what is too much for the page: rows of the database become lines of CSV, files become
 * an archive. A job is known by its number until it is finished or dropped; its files are written one after the other.
 */
export interface PackerApi {
  /** Begins a job: an archive of many files, or one file as it is. */
  open(form: "zip" | "plain"): number;
  /** Begins the next file with a text. A plain job has one. */
  file(job: number, name: string, text: string): void;
  /** Appends the rows of an Arrow schema and record batch; returns the bytes of the file so far. */
  rows(job: number, messages: readonly [Uint8Array, Uint8Array], reader: CsvReader): number;
  /** Ends a job. */
  finish(job: number, type: string): Blob;
  drop(job: number): void;
}
