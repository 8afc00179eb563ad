import type { FileKind } from "./file-kind.ts";
import type { SampleTable } from "./sample-table.ts";
import type { SampledLines } from "./sampled-lines.ts";
import type { DurationReference, FieldReference, SourcePlan, StageReference, TimeUnit } from "./source-plan.ts";

/** What a format is shown of a file, to say whether it is one of its own. */
export interface FormatSample {
  /** First bytes of the file, inflated. */
  readonly head: Uint8Array;
  /** Last bytes from the start of a line on, if they can be had. */
  readonly tail?: Uint8Array;
  /** The head is the whole file. */
  readonly isWhole: boolean;
  readonly kind: FileKind;
  /** Of the head. */
  readonly lines: SampledLines;
}

/** Records that a sample of a file is read from, at most. */
export const SAMPLE_RECORDS = 1200;

/** One reading of a file. The file is read as the candidate of the highest score says. */
export interface Candidate {
  /** Roles and compression are found by others. */
  readonly plan: Omit<SourcePlan, "compression" | "roles">;
  /** The sampled records. No columns if the format fixes every role. */
  readonly table: SampleTable;
  /** Records of the tail, with the same columns. */
  readonly late?: SampleTable;
  /** 0 … 1: share of the sample that fits × how little else would fit it × fields found / expected. */
  readonly score: number;
  /** One sentence per decision. */
  readonly reasons: readonly string[];
  readonly presets?: RolePresets;
  /** Of a format whose structure fixes every role. */
  readonly fixed?: FixedRoles;
}

/** Roles that a format knows by itself, by the names of its columns; the others are guessed. */
export interface RolePresets {
  readonly time?: string;
  /** Of the time: see `TimeReference`. */
  readonly nanos?: string;
  /** Stamps of an envelope that tell what the time lacks. */
  readonly outerTime?: string;
  readonly endTime?: string;
  readonly duration?: DurationReference;
  readonly stampIs?: "start" | "end";
  readonly stages?: readonly StageReference[];
  readonly request?: FieldReference;
  readonly label?: readonly string[];
  readonly host?: string;
  readonly service?: string;
  /** Span, thread or process. */
  readonly task?: string;
  readonly outcome?: string;
  /** Columns that play no role. */
  readonly ignore?: readonly string[];
}

export interface FixedRoles {
  readonly confidence: number;
  /** Sampled stamps. */
  readonly stamps: readonly SampledStamp[];
}

export interface SampledStamp {
  readonly text: string;
  readonly unit: TimeUnit;
}
