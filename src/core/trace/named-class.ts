/**
 * A class of requests told by names instead of ids: what a recipe keeps of a class map, so that other logs of the same
 * system classify alike (semantics §4).
 */
export interface NamedClass {
  readonly name: string;
  /** What its requests begin with; a text is the value of the rule's key; null where the rule tells no roots apart. */
  readonly root: NamedKind | string | null;
  /** What is left of its root after the classes proper. */
  readonly other: boolean;
  /** The shape that requests are compared with. Of an "other", empty unless its root has no class proper. */
  readonly shape: readonly NamedKind[];
}

/** A base kind by its names. */
export interface NamedKind {
  readonly task: string;
  readonly label: string;
  readonly phase: NamedPhase;
}

export type NamedPhase = "point" | "start" | "end";

/** The phase that a kind of this label most likely has: printed only where it is another. */
export function expectedPhase(label: string): NamedPhase {
  return label === "start" || label === "end" ? label : "point";
}
