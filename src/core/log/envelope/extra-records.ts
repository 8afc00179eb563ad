import { NONE } from "../../units.ts";
import type { LineSplitter } from "../line-splitter.ts";
import type { RecordMapper } from "../record-mapper.ts";
import type { SliceReport } from "../slice-report.ts";
import type { WorkBuffer } from "../work-buffer.ts";

/**
 * Maps the records that follow the first on one line (`{…}{…}`: two writers, or a lost line end). The line has been counted;
 * these are counted as extra, those that cannot be used as warnings P_EXTRA. `splitter` has
 * split the line, which ends at `end`.
 */
export function mapExtras(
  splitter: LineSplitter,
  mapper: RecordMapper,
  report: SliceReport,
  work: WorkBuffer,
  line: number,
  end: number,
): void {
  while (splitter.next !== undefined && splitter.next !== NONE) {
    const start = splitter.next;
    if (splitter.splitNext?.(work.bytes) !== true) {
      report.warn("P_EXTRA");
      return;
    }
    report.isExtra = true;
    mapper.map(line, start, end, false);
    report.isExtra = false;
  }
}
