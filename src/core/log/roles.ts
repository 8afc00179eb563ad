import type { RolePresets } from "./candidate.ts";
import { type ColumnProfile, profileColumn } from "./column-profile.ts";
import { fill, isAfter, isConstant, isConstantText, isLow, isShared, uniquePairs } from "./column-structure.ts";
import { guessLabelReference, type LabelGuess, labelParts } from "./label-guess.ts";
import { requestScore } from "./request-score.ts";
import { bestSlot, type RequestSlot } from "./request-slots.ts";
import { isNoId } from "./request-warnings.ts";
import { nameFit, type RoleName } from "./role-names.ts";
import type { EpochUnit, LabelReference, NamedReference, Roles, TimeReference } from "./source-plan.ts";

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

/** Guesses the roles of the columns of a table by their names and their structure (ingest: locality, uniqueness, sharing). Presets
 * stand; slots are ids inside text, asked for and taken if no column is named as the request. */
export function guessRoles(
  columns: readonly ColumnProfile[],
  presets: RolePresets = {},
  slots: () => readonly RequestSlot[] = () => [],
): GuessedRoles {
  return new RoleGuesser(columns, presets, slots).guess();
}

interface Choice {
  readonly column: ColumnProfile | undefined;
  readonly score: number;
  /** Distance to the runner-up. */
  readonly margin: number;
  /** The column is a place inside a text. */
  readonly slot?: RequestSlot;
}

class RoleGuesser {
  private readonly roleOf = new Map<string, RoleGuess>();
  private readonly reasons: string[] = [];
  private readonly free: Set<ColumnProfile>;
  private label: LabelGuess | undefined;

  constructor(
    private readonly columns: readonly ColumnProfile[],
    private readonly presets: RolePresets,
    private readonly slots: () => readonly RequestSlot[],
  ) {
    this.free = new Set(columns.filter(({ name }) => presets.ignore?.includes(name) !== true));
  }

  guess(): GuessedRoles {
    const { time, timeClear, endTime, duration } = this.guessTimes();
    const isSpan = endTime !== undefined || duration !== undefined;
    const outerTime = this.columns.find(({ name }) => name === this.presets.outerTime);
    for (const column of this.free) if (column.timeUnit !== undefined) this.free.delete(column);
    const request = this.presetRequest() ?? this.guessRequest();
    const span = this.preset(this.presets.task, "task") ?? this.take("task", (column) => nameFit(column.name, "span"));
    const labels = this.presetLabels();
    const label = labels === undefined ? this.guessLabel(request.column) : { column: labels[0], score: 9, margin: 9 };
    let host =
      this.preset(this.presets.host, "host") ??
      this.take("host", (column) => (isConstantText(column) ? 0 : nameFit(column.name, "host")));
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
    const service =
      this.preset(this.presets.service, "service") ??
      this.take("service", (column) => (isConstant(column) ? 0 : nameFit(column.name, "service")));
    const outcome =
      this.preset(this.presets.outcome, "outcome") ??
      this.take("outcome", (column) => (isLow(column) ? nameFit(column.name, "outcome") : 0));
    const keys = this.takeAll("key", (column) => nameFit(column.name, "key") > 0 && column.repeats >= 1.2);
    const attributes = this.takeAll("attribute", (column) => nameFit(column.name, "attribute") > 0 && isLow(column));
    const names = (parts: readonly ColumnProfile[]) => parts.map((part) => `"${part.name}"`).join(" + ");
    if (host !== undefined) this.reasons.push(`host: ${names([host])}`);
    else this.reasons.push("host: no column looks like one");
    if (task.length > 0) this.reasons.push(`task: ${names(task)}`);
    const roles: Roles = {
      request: [
        this.presets.request ?? request.slot?.reference ?? { column: request.column?.name ?? this.columns[0].name },
      ],
      time: { ...timeReference(time ?? this.columns[0]), ...(this.presets.nanos && { nanos: this.presets.nanos }) },
      ...(outerTime && { outerTime: timeReference(outerTime) }),
      ...(endTime && { endTime: timeReference(endTime) }),
      ...(duration && endTime === undefined && this.durationOf(duration, time)),
      ...(this.presets.stampIs && { stampIs: this.presets.stampIs }),
      ...(this.presets.stages && { stages: this.presets.stages }),
      ...(host && { host: { column: host.name } }),
      ...(service && { service: { column: service.name } }),
      task: task.map((column) => ({ column: column.name })),
      label: labels === undefined ? labelParts(this.label, service, task.length > 0 && !isSpan) : presetParts(labels),
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
    const known = this.preset(this.presets.time, "time");
    if (known !== undefined) return this.presetTimes(known);
    const stamps = this.columns.filter((column) => column.timeUnit !== undefined);
    const rank = (column: ColumnProfile) =>
      (column.timeUnit === "iso" || column.timeUnit === "stamp" ? 0 : 0.3) +
      column.timeDigits / 9 +
      fill(column) -
      // A time of day may be a duration, and always lacks its date.
      (column.stamp === undefined || column.stamp.includes("d") ? 0 : 0.6);
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
    this.reasons.push(`time: "${time.name}" holds ${timeWords(time)}`);
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
    if (this.presets.duration !== undefined) return { duration: this.presets.duration };
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

  private preset(name: string | undefined, role: RoleGuess): ColumnProfile | undefined {
    const column = name === undefined ? undefined : this.columns.find((candidate) => candidate.name === name);
    if (column !== undefined) this.assign(column, role);
    return column;
  }

  /** The time of a format that knows which column it is; others that hold stamps play no role. */
  private presetTimes(time: ColumnProfile): ReturnType<RoleGuesser["guessTimes"]> {
    const endTime = this.preset(this.presets.endTime, "endTime");
    const duration = this.preset(this.presets.duration?.column, "duration");
    const isRead = time.timeUnit !== undefined && (endTime === undefined || endTime.timeUnit !== undefined);
    this.reasons.push(`time: "${time.name}" holds ${isRead ? timeWords(time) : "stamps of an unknown form"}`);
    if (endTime !== undefined || duration !== undefined) {
      const which = this.presets.stampIs === "end" ? ", and the stamp is its end" : "";
      this.reasons.push(`end: by "${(endTime ?? duration)?.name}": every record is a span${which}`);
    }
    return { time, timeClear: isRead ? 0.95 : 0, endTime, duration };
  }

  private presetLabels(): ColumnProfile[] | undefined {
    const names = this.presets.label;
    if (names === undefined) return undefined;
    const columns = names.flatMap((name) => this.preset(name, "label") ?? []);
    this.reasons.push(`label: ${columns.map(({ name }) => `"${name}"`).join(" + ")}`);
    return columns;
  }

  private presetRequest(): Choice | undefined {
    const { request } = this.presets;
    const column = request && this.preset(request.column, "request");
    if (column === undefined) return undefined;
    this.reasons.push(`request: "${column.name}" (${column.distinct} ids in ${column.filled} records)`);
    return { column, score: 9, margin: 9 };
  }

  private guessRequest(): Choice {
    const choice = this.choose((column) => requestScore(withoutPlaceholders(column)));
    const named = choice.column !== undefined && nameFit(choice.column.name, "request") > 0;
    const inText = named ? undefined : bestSlot(this.slots());
    if (inText !== undefined && inText.score > choice.score) {
      const { slot, score, margin } = inText;
      const { distinct, filled } = slot.profile;
      this.reasons.push(
        `request: ids in the text of "${slot.reference.column}", like ${slot.profile.examples[0]} (${distinct} ids in ${filled} records)`,
      );
      return { column: slot.profile, score, margin: Math.min(margin, score - choice.score), slot };
    }
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

/** The column with its placeholders as what they are: no values. */
function withoutPlaceholders(column: ColumnProfile): ColumnProfile {
  if (!column.values.some((value) => value !== "" && isNoId(value))) return column;
  const values = column.values.map((value) => (isNoId(value) ? "" : value));
  return profileColumn(column.name, column.position, values);
}

/** Margin of at least 1: high; 0.3 … 1: medium; less must be confirmed. */
function clarity(choice: Choice): number {
  return choice.margin >= 1 ? 0.9 : choice.margin >= 0.3 ? 0.6 : 0.3;
}

function timeName(column: ColumnProfile): number {
  return Math.max(nameFit(column.name, "time"), nameFit(column.name, "start"));
}

function timeWords({ timeUnit, stamp }: ColumnProfile): string {
  if (timeUnit === "stamp") return `stamps like ${stamp ?? ""}`;
  return timeUnit === "iso" ? "ISO stamps" : `epochs in ${timeUnit}`;
}

function timeReference({ name, timeUnit, stamp, also }: ColumnProfile): TimeReference {
  const form = { unit: timeUnit ?? "iso", ...(stamp !== undefined && { stamp }), ...(also && { also }) };
  return { column: name, ...form };
}

function named(column: ColumnProfile): NamedReference {
  return { column: column.name, name: column.name };
}

/** Labels of a known logger as they stand, but where one is free text: of several such, the first is mined. */
function presetParts(labels: readonly ColumnProfile[]): LabelReference[] {
  const parts = labels.map((column) => guessLabelReference(column).reference);
  const mined = parts.findIndex((part) => part.mined === true);
  return parts.filter((part, at) => part.mined !== true || at === mined);
}
