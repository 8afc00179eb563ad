import type { RolePresets } from "./candidate.ts";
import { type ColumnProfile, profileColumn } from "./column-profile.ts";
import { fill, isConstant, isConstantText, isLow, isShared, uniquePairs } from "./column-structure.ts";
import { guessLabelReference, type LabelGuess, labelParts } from "./label-guess.ts";
import { requestScore } from "./request-score.ts";
import { bestSlot, type RequestSlot } from "./request-slots.ts";
import { isNoId } from "./request-warnings.ts";
import { type Choice, RoleBoard, type RoleGuess } from "./role-board.ts";
import { nameFit } from "./role-names.ts";
import type { LabelReference, NamedReference, Roles, TimeReference } from "./source-plan.ts";
import { durationOf, guessTimes } from "./time-roles.ts";

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

class RoleGuesser extends RoleBoard {
  private label: LabelGuess | undefined;

  constructor(
    columns: readonly ColumnProfile[],
    presets: RolePresets,
    private readonly slots: () => readonly RequestSlot[],
  ) {
    super(columns, presets);
  }

  guess(): GuessedRoles {
    const { time, timeClear, endTime, duration } = guessTimes(this);
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
      ...(duration && endTime === undefined && durationOf(this, duration, time)),
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
