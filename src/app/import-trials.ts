import type { LabelRules } from "../core/label/label-rules.ts";
import type { MaskPreview } from "../core/label/mask-preview.ts";
import type { SourcePlan, ZoneTable } from "../core/log/source-plan.ts";
import type { PatternPlace } from "../core/log/text/pattern-place.ts";
import type { PatternTrial } from "../core/log/text/pattern-trial.ts";
import { failure, type Outcome } from "../core/outcome.ts";
import type { MappingRow } from "../core/present/mapping-rows.ts";
import type { MappingTrial } from "../core/present/mapping-trial.ts";
import type { LogFile } from "../protocol/log-file.ts";
import type { ParseApi } from "../protocol/parse-api.ts";
import { DeadlineExceeded, type RemoteWork, type WorkerHandle } from "../protocol/worker-handle.ts";

/** Some thousand records take tens of milliseconds; whatever takes this long will not end. */
export const TRIAL_DEADLINE_MS = 3000;

const NO_REPEATS = "Avoid repeats of repeats, such as (a+)+, and name what stands around the value.";

/**
 * What the import screen tries on real lines before anything is read. Expressions of the user run in a worker that is given up
 * when one runs away (failure R_PATTERN, else those of the trial); the next call starts another. Rejects when aborted.
 */
export class ImportTrials {
  constructor(private readonly worker: WorkerHandle<ParseApi>) {}

  /** What roles make of the first records of a file. */
  mapping(
    file: LogFile,
    plan: SourcePlan,
    rows: readonly MappingRow[],
    signal: AbortSignal,
  ): Promise<Outcome<MappingTrial>> {
    const columns = rows.filter(({ pattern }) => pattern !== "").map(({ column }) => column);
    const what = columns.length === 0 ? "the first records" : `the pattern of ${columns.join(" or ")}`;
    return this.inTime(
      (api) => api.tryMapping(file, plan, rows),
      () => failure("R_PATTERN", `Trying ${what} ${STOPPED} ${NO_REPEATS}`),
      signal,
    );
  }

  /** What a pattern of text makes of the lines that it is for. */
  pattern(
    file: LogFile,
    plan: SourcePlan,
    place: PatternPlace,
    text: string,
    signal: AbortSignal,
  ): Promise<Outcome<PatternTrial>> {
    return this.inTime(
      (api) => api.tryPattern(file, plan, place, text),
      () => failure("R_PATTERN", `Trying the pattern ${STOPPED} Make it simpler.`),
      signal,
    );
  }

  /** A pattern for lines like this one; null if none is found in time. */
  proposePattern(line: string): Promise<string | null> {
    return this.inTime(
      (api) => api.proposePattern(line),
      () => null,
    );
  }

  /** What masks take of messages under some rules, message by message. */
  masks(texts: readonly string[], rules: LabelRules, signal: AbortSignal): Promise<Outcome<MaskPreview[]>> {
    return this.inTime(
      (api) => api.maskPreviews(texts, rules),
      () => failure("R_PATTERN", `Trying the mask ${STOPPED} ${NO_REPEATS}`),
      signal,
    );
  }

  /** The offsets of a zone over the time of a file; null if there is no zone of this name. */
  zoneTable(file: LogFile, name: string): Promise<ZoneTable | null> {
    return this.worker.call<ZoneTable | null>((api) => api.zoneTable(file, name));
  }

  private async inTime<T>(work: RemoteWork<ParseApi, T>, otherwise: () => T, signal?: AbortSignal): Promise<T> {
    try {
      return await this.worker.call(work, { deadlineMs: TRIAL_DEADLINE_MS, ...(signal && { signal }) });
    } catch (error) {
      if (!(error instanceof DeadlineExceeded)) throw error;
      return otherwise();
    }
  }
}

const STOPPED = `did not end within ${TRIAL_DEADLINE_MS / 1000} s and was stopped.`;
