import type { AnalysisStep } from "../client/analysis-run.ts";
import type { ReadingProgress } from "../client/file-reader.ts";
import type { Detection } from "../core/log/detect.ts";
import type { SourcePlan } from "../core/log/source-plan.ts";
import type { SieveProgress } from "../core/model/sieve-progress.ts";
import type { AnalysisReport } from "../core/present/analysis-report.ts";
import type { FormatCount } from "../core/present/format-words.ts";
import type { ReadingCut } from "../core/present/reading-cut.ts";
import type { FileReport } from "../core/trace/file-report.ts";
import type { ClassRule } from "../core/trace/shapes.ts";
import type { LogFile } from "../protocol/log-file.ts";

/** A dropped file with what was found in it. */
export interface InspectedFile {
  readonly file: LogFile;
  readonly detection: Detection | null;
  /** Why the file cannot be analysed, null if it can. */
  readonly problem: string | null;
  /** From a recipe, the guess, or the user; null while roles are missing. */
  readonly plan: SourcePlan | null;
  /** Where the plan comes from; "saved": set by the user for files like this, on an earlier day. */
  readonly origin: "recipe" | "guess" | "user" | "saved";
  /** Codes of what the plan would take for granted, had not the user, or the recipe for this very file, decided it. */
  readonly answered?: readonly string[];
  /** From a recipe: the position of its source. */
  readonly recipeSource?: number;
  /** From a saved recipe: which, of when, and how it tells requests apart. */
  readonly saved?: { readonly id: string; readonly savedAtMs: number; readonly classes: ClassRule };
}

export interface FileSummary {
  readonly name: string;
  readonly bytes: number;
  /** Less than `bytes` if reading was stopped before its end. */
  readonly bytesRead: number;
  readonly format: string;
  /** Of a file that mixes formats: how many of its records each has. */
  readonly formats?: readonly FormatCount[];
  readonly report: FileReport;
  /** Roles were guessed, not confirmed or taken from a recipe. */
  readonly guessed: boolean;
}

export interface ReadyState {
  readonly report: AnalysisReport;
  readonly files: readonly FileSummary[];
  /** Files that were dropped but could not be analysed, with the reason. */
  readonly skipped: readonly { readonly name: string; readonly reason: string }[];
  /** Where reading was stopped: everything here is about what was read before. Null if all was read. */
  readonly cut: ReadingCut | null;
  readonly timingsMs: Readonly<Record<string, number>>;
  readonly accountedBytes: number;
}

export type MappingTab = "roles" | "labels" | "rejects";

/** Where the session stands: exactly one of these. */
export type Phase =
  | { readonly name: "empty"; readonly notice: string | null }
  | { readonly name: "inspecting"; readonly files: number }
  | {
      readonly name: "mapping";
      readonly files: readonly InspectedFile[];
      /** What is to be looked at first; absent: the roles. */
      readonly tab?: MappingTab;
      /** What reading these files made of them; absent before they are read. */
      readonly read?: readonly FileSummary[];
      /** What the analysis stopped for. */
      readonly question?: string;
    }
  | { readonly name: "reading"; readonly progress: ReadingProgress; readonly sinceMs: number }
  | {
      readonly name: "analysing";
      readonly step: AnalysisStep;
      readonly done: number;
      /** How far the sieve has come, null before it has begun. */
      readonly sieve: SieveProgress | null;
      /** Model of the first 1/64 of the requests, as soon as there is one. */
      readonly provisional: AnalysisReport | null;
      /** Share of the bytes that is analysed: less than 1 after reading was stopped. */
      readonly readShare: number;
    }
  | { readonly name: "ready"; readonly state: ReadyState }
  | { readonly name: "failed"; readonly message: string };
