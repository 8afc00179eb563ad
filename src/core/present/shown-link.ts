import type { Status } from "../model/status.ts";
import type { TaskPair } from "./graph-pipelines.ts";

export type LinkKind = "happens-before" | "call" | "mutual-exclusion" | "pipeline";
export type RelationKindOfGraph = LinkKind | "hand-off";

/** What a hand-off on a link says: of a pair of components, so it bounds what passes through one link. */
export interface LinkHandOff {
  readonly from: string;
  readonly to: string;
  readonly onPathShare: number;
  readonly meanNs: number;
}

/** One drawn line. Everything known of the two ends: a pair has one line, however many relations. */
export interface ShownLink {
  readonly kind: LinkKind;
  /** How it is drawn: a pipeline or hand-off along an order takes the form of its own. */
  readonly form: "happens-before" | "mutual-exclusion" | "pipeline" | "hand-off";
  /** Ids of nodes. */
  readonly from: number;
  readonly to: number;
  readonly status: Status;
  readonly support: number;
  readonly violations: number;
  readonly undecided: number;
  /** Requests behind it, of those of the class, 0 … 1. */
  readonly supportShare: number;
  /** At most so many requests have it on their path: both ends are, or the hand-off it carries. */
  readonly onPathShare: number;
  readonly handOff: LinkHandOff | null;
  /** From the end of the called segment back into the caller. */
  readonly handOffBack: LinkHandOff | null;
  /** Equal for mutual exclusions of one resource; null for other links. */
  readonly resource: number | null;
  /** Of the pipeline that the line draws; null for other links. */
  readonly tasks: TaskPair | null;
  /** The relations that this line draws. */
  readonly relations: readonly RelationKindOfGraph[];
}

/** Relations of one kind by what became of them. */
export interface RelationCount {
  readonly all: number;
  readonly shown: number;
  /** Said already by those that are drawn; of exclusions, those across the resources that are drawn. */
  readonly implied: number;
  /** An end is not shown. */
  readonly outside: number;
  /** By slider or limit. */
  readonly limited: number;
}
