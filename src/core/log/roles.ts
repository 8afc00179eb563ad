import type { ColumnProfile } from "./column-profile.ts";
import { fill, isAfter, isConstant, isConstantText, isLow, isShared, uniquePairs } from "./column-structure.ts";
import { guessLabelReference, type LabelGuess, labelParts } from "./label-guess.ts";
import { nameFit, type RoleName } from "./role-names.ts";
import type { EpochUnit, NamedReference, Roles } from "./source-plan.ts";

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

export interface GuessedRoles {
  readonly roles: Roles;
  /** 0 … 1: how clear the least clear of time, request and label is. */
  readonly confidence: number;
  readonly reasons: readonly string[];
  readonly roleOf: ReadonlyMap<string, RoleGuess>;
}

/** Guesses the roles of the columns of a table by their names and their structure (ingest: locality, uniqueness, sharing). */
export function guessRoles(columns: readonly ColumnProfile[]): GuessedRoles {
  return new RoleGuesser(columns).guess();
}

interface Choice {
  readonly column: ColumnProfile | undefined;
  readonly score: number;
  /** Distance to the runner-up. */
  readonly margin: number;
}

class RoleGuesser {
  private readonly roleOf = new Map<string, RoleGuess>();
  private readonly reasons: string[] = [];
  private readonly free: Set<ColumnProfile>;
  private label: LabelGuess | undefined;

  constructor(private readonly columns: readonly ColumnProfile[]) {
    this.free = new Set(columns);
  }

  guess(): GuessedRoles {
    const { time, timeClear, endTime, duration } = this.guessTimes();
    const isSpan = endTime !== undefined || duration !== undefined;
    for (const column of this.free) if (column.timeUnit !== undefined) this.free.delete(column);
    const request = this.guessRequest();
    const span = this.take("task", (column) => nameFit(column.name, "span"));
    const label = this.guessLabel(request.column);
    let host = this.take("host", (column) => (isConstantText(column) ? 0 : nameFit(column.name, "host")));
    const pod = this.take("task", (column) => nameFit(column.name, "pod") - (isConstant(column) ? 0.9 : 0), 0.5);
    const thread = this.take("task", (column) => nameFit(column.name, "task"));
    if (host === undefined && pod !== undefined) {
      host = pod;
      this.roleOf.set(pod.name, "host");
    }
    const task: ColumnProfile[] = [];
    // A pod alone is no thread of control: it qualifies the span or thread ids in it.
    if (pod !== undefined && pod !== host && (span !== undefined || thread !== undefined)) task.push(pod);
    if (span !== undefined) task.push(span);
    else if (thread !== undefined) {
      if (task.length === 0 && host !== undefined && isShared(thread, host, request.column)) task.push(host);
      task.push(thread);
    }
    const service = this.take("service", (column) => (isConstant(column) ? 0 : nameFit(column.name, "service")));
    const outcome = this.take("outcome", (column) => (isLow(column) ? nameFit(column.name, "outcome") : 0));
    const keys = this.takeAll("key", (column) => nameFit(column.name, "key") > 0 && column.repeats >= 1.2);
    const attributes = this.takeAll("attribute", (column) => nameFit(column.name, "attribute") > 0 && isLow(column));
    const names = (parts: readonly ColumnProfile[]) => parts.map((part) => `"${part.name}"`).join(" + ");
    if (host !== undefined) this.reasons.push(`host: ${names([host])}`);
    else this.reasons.push("host: no column looks like one");
    if (task.length > 0) this.reasons.push(`task: ${names(task)}`);
    const roles: Roles = {
      request: [{ column: request.column?.name ?? this.columns[0].name }],
      time: { column: time?.name ?? this.columns[0].name, unit: time?.timeUnit ?? "iso" },
      ...(endTime && { endTime: { column: endTime.name, unit: endTime.timeUnit ?? "iso" } }),
      ...(duration && endTime === undefined && this.durationOf(duration, time)),
      ...(host && { host: { column: host.name } }),
      ...(service && { service: { column: service.name } }),
      task: task.map((column) => ({ column: column.name })),
      label: labelParts(this.label, service, task.length > 0 && !isSpan),
      ...(outcome && { outcome: { column: outcome.name } }),
      keys: keys.map(named),
      attributes: attributes.map(named),
    };
    const labelClear = label.column === undefined ? (isSpan ? 0.3 : 0) : clarity(label);
    const confidence = Math.min(timeClear, request.column === undefined ? 0 : clarity(request), labelClear);
    return { roles, confidence, reasons: this.reasons, roleOf: this.roleOf };
  }

  private guessTimes(): {
    time: ColumnProfile | undefined;
    timeClear: number;
    endTime: ColumnProfile | undefined;
    duration: ColumnProfile | undefined;
  } {
    const stamps = this.columns.filter((column) => column.timeUnit !== undefined);
    const rank = (column: ColumnProfile) =>
      (column.timeUnit === "iso" ? 0 : 0.3) + column.timeDigits / 9 + fill(column);
    const best = (role: RoleName) =>
      stamps
        .filter((column) => nameFit(column.name, role) > 0)
        .sort((a, b) => rank(b) - rank(a) || a.position - b.position)[0];
    let time = best("start");
    let endTime = time && best("end");
    if (time === undefined || endTime === undefined) {
      const sorted = stamps.toSorted(
        (a, b) => rank(b) + timeName(b) - rank(a) - timeName(a) || a.position - b.position,
      );
      time ??= sorted[0];
      const second = sorted.find((column) => column !== time && column.timeUnit === time?.timeUnit);
      if (time?.name.startsWith("#") && second !== undefined && isAfter(second, time)) endTime = second;
    }
    if (time === undefined) {
      this.reasons.push("time: no column holds stamps (ISO 8601 or an epoch in s, ms, µs or ns)");
      return { time, timeClear: 0, endTime: undefined, duration: undefined };
    }
    this.assign(time, "time");
    this.reasons.push(
      `time: "${time.name}" holds ${time.timeUnit === "iso" ? "ISO stamps" : `epochs in ${time.timeUnit}`}`,
    );
    if (endTime !== undefined) {
      this.assign(endTime, "endTime");
      this.reasons.push(`end: "${endTime.name}": every record is a span`);
    }
    const isDuration = (column: ColumnProfile) =>
      column.numberShare >= 0.99 && fill(column) >= 0.9 ? nameFit(column.name, "duration") : 0;
    const duration = this.take("duration", isDuration);
    if (duration !== undefined && endTime !== undefined) this.roleOf.set(duration.name, "ignore");
    const rivals = stamps.filter((column) => column !== time && column !== endTime).length;
    const clear = timeName(time) > 0 || rivals === 0 ? 0.95 : 0.6;
    return { time, timeClear: clear, endTime, duration: endTime === undefined ? duration : undefined };
  }

  private durationOf(duration: ColumnProfile, time: ColumnProfile | undefined): Pick<Roles, "duration"> {
    const suffix = /(ns|nano|us|micro|ms|milli|s|sec)[a-z]*$/i.exec(duration.name.replace(/[_\-.]/g, ""))?.[1];
    const bySuffix: Record<string, EpochUnit> = {
      ns: "ns",
      nano: "ns",
      us: "us",
      micro: "us",
      ms: "ms",
      milli: "ms",
      s: "s",
      sec: "s",
    };
    const unit = (suffix && bySuffix[suffix.toLowerCase()]) || (time?.timeUnit === "us" ? "us" : "ms");
    this.reasons.push(`duration: "${duration.name}" read in ${unit}: every record is a span`);
    return { duration: { column: duration.name, unit } };
  }

  private guessRequest(): Choice {
    const choice = this.choose((column) => {
      if (nameFit(column.name, "span") + nameFit(column.name, "parent") + nameFit(column.name, "duration") > 0)
        return 0;
      if (isConstant(column) || column.filled === 0) return 0;
      const name = 3 * nameFit(column.name, "request") + 0.8 * nameFit(column.name, "requestWeak");
      const other = (["host", "pod", "task", "service", "label", "outcome", "attribute"] as const).some(
        (role) => nameFit(column.name, role) > 0,
      );
      const repeats = column.repeats >= 1.5 && column.repeats <= 2000 ? 1 : 0;
      const locality = column.repeats >= 1.5 ? 0.7 * (1 - Math.min(1, column.spread * 2)) : 0;
      return name + column.idShare + repeats + locality + fill(column) - 1 - (other ? 2 : 0);
    });
    if (choice.column === undefined)
      this.reasons.push("request: no column looks like an id that several records share");
    else {
      this.assign(choice.column, "request");
      const { name, distinct, filled } = choice.column;
      this.reasons.push(`request: "${name}" (${distinct} ids in ${filled} records)`);
    }
    return choice;
  }

  private guessLabel(request: ColumnProfile | undefined): Choice {
    const choice = this.choose((column) => {
      // Labels such as "e17" look like ids: a column that is named as a label is believed.
      if (column.filled === 0 || (column.idShare > 0.5 && nameFit(column.name, "label") === 0)) return 0;
      const name = 2 * nameFit(column.name, "label") + nameFit(column.name, "labelWeak");
      const other = (["host", "pod", "task", "service", "outcome", "key", "attribute", "parent"] as const).some(
        (role) => nameFit(column.name, role) > 0,
      );
      const few = column.distinct >= 2 && column.repeats >= 3 ? 1 : 0;
      const unique = request === undefined ? 0 : uniquePairs(request, column);
      return name + few + unique + column.wordShare + fill(column) - 1 - (other ? 1.5 : 0);
    });
    if (choice.column === undefined) this.reasons.push("label: no column tells what happened");
    else {
      this.assign(choice.column, "label");
      this.label = guessLabelReference(choice.column);
      this.reasons.push(this.label.reason);
      if (!this.label.isClear) return { ...choice, margin: Math.min(choice.margin, 0.2) };
    }
    return choice;
  }

  /** The free column of the highest positive score. Ties: the first. */
  private choose(score: (column: ColumnProfile) => number): Choice {
    const ranked = [...this.free]
      .map((column) => ({ column, score: score(column) }))
      .filter((entry) => entry.score > 0)
      .sort((a, b) => b.score - a.score || a.column.position - b.column.position);
    const [first, second] = ranked;
    return { column: first?.column, score: first?.score ?? 0, margin: (first?.score ?? 0) - (second?.score ?? 0) };
  }

  private take(role: RoleGuess, score: (column: ColumnProfile) => number, least = 0): ColumnProfile | undefined {
    const { column, score: best } = this.choose((candidate) => (candidate.filled === 0 ? 0 : score(candidate)));
    if (column === undefined || best <= least) return undefined;
    this.assign(column, role);
    return column;
  }

  private takeAll(role: RoleGuess, fits: (column: ColumnProfile) => boolean): ColumnProfile[] {
    const taken = [...this.free].filter((column) => column.filled > 0 && fits(column));
    for (const column of taken) this.assign(column, role);
    return taken;
  }

  private assign(column: ColumnProfile, role: RoleGuess): void {
    this.free.delete(column);
    this.roleOf.set(column.name, role);
  }
}

/** Margin of at least 1: high; 0.3 … 1: medium; less must be confirmed. */
function clarity(choice: Choice): number {
  return choice.margin >= 1 ? 0.9 : choice.margin >= 0.3 ? 0.6 : 0.3;
}

function timeName(column: ColumnProfile): number {
  return Math.max(nameFit(column.name, "time"), nameFit(column.name, "start"));
}

function named(column: ColumnProfile): NamedReference {
  return { column: column.name, name: column.name };
}
