import type { Reject } from "../log/parsed-slice.ts";
import { csvField } from "./requests-csv.ts";

/** The first line of `rejects.csv`. */
export const REJECTS_HEAD = "file,line,code,reason,text\r\n";

/**
 * Lines of `rejects.csv`: file, line (1-based), code, reason, and at most 400 characters of the record.
 * @param linesBefore lines of the file before the first of the slice that the rejects count from
 */
export function rejectLines(file: string, rejects: readonly Reject[], linesBefore: number): string {
  const name = csvField(file);
  return rejects
    .map(({ line, code, reason, sample }) => {
      return `${name},${linesBefore + line},${code},${csvField(reason)},${csvField(sample)}\r\n`;
    })
    .join("");
}
