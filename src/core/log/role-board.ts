import type { RolePresets } from "./candidate.ts";
import type { ColumnProfile } from "./column-profile.ts";
import type { RequestSlot } from "./request-slots.ts";

/** The role guessed for a column. */
export type RoleGuess =
  | "request"
  | "time"
  | "endTime"
  | "duration"
  | "host"
  | "service"
  | "task"
  | "label"
  | "outcome"
  | "key"
  | "attribute"
  | "ignore";

export interface Choice {
  readonly column: ColumnProfile | undefined;
  readonly score: number;
  /** Distance to the runner-up. */
  readonly margin: number;
  readonly rival?: ColumnProfile | undefined;
  /** The column is a place inside a text. */
  readonly slot?: RequestSlot;
}

/** Which columns have a role so far, which are free, and why: what everything that guesses roles works on. */
export class RoleBoard {
  readonly roleOf = new Map<string, RoleGuess>();
  /** One sentence per decision. */
  readonly reasons: string[] = [];
  readonly free: Set<ColumnProfile>;

  constructor(
    readonly columns: readonly ColumnProfile[],
    readonly presets: RolePresets,
  ) {
    this.free = new Set(columns.filter(({ name }) => presets.ignore?.includes(name) !== true));
  }

  /** Gives the column that a format knows by its name its role; undefined if there is none. */
  preset(name: string | undefined, role: RoleGuess): ColumnProfile | undefined {
    const column = name === undefined ? undefined : this.columns.find((candidate) => candidate.name === name);
    if (column !== undefined) this.assign(column, role);
    return column;
  }

  /** The free column of the highest positive score. Ties: the first. */
  choose(score: (column: ColumnProfile) => number): Choice {
    const ranked = [...this.free]
      .map((column) => ({ column, score: score(column) }))
      .filter((entry) => entry.score > 0)
      .sort((a, b) => b.score - a.score || a.column.position - b.column.position);
    const [first, second] = ranked;
    const margin = (first?.score ?? 0) - (second?.score ?? 0);
    return { column: first?.column, score: first?.score ?? 0, margin, rival: second?.column };
  }

  /** Gives the free column of the highest score above `least` a role; undefined if none has it. */
  take(role: RoleGuess, score: (column: ColumnProfile) => number, least = 0): ColumnProfile | undefined {
    const { column, score: best } = this.choose((candidate) => (candidate.filled === 0 ? 0 : score(candidate)));
    if (column === undefined || best <= least) return undefined;
    this.assign(column, role);
    return column;
  }

  /** Gives all free columns that fit a role. */
  takeAll(role: RoleGuess, fits: (column: ColumnProfile) => boolean): ColumnProfile[] {
    const taken = [...this.free].filter((column) => column.filled > 0 && fits(column));
    for (const column of taken) this.assign(column, role);
    return taken;
  }

  assign(column: ColumnProfile, role: RoleGuess): void {
    this.free.delete(column);
    this.roleOf.set(column.name, role);
  }
}
