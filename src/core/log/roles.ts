import type { RolePresets } from "./candidate.ts";
import { type ColumnProfile, profileColumn } from "./column-profile.ts";
import { fill, isAddresses, isLow, uniquePairs } from "./column-structure.ts";
import { guessLabelReference, type LabelGuess, labelParts } from "./label-guess.ts";
import { hasSigns, requestScore } from "./request-score.ts";
import { bestSlot, type RequestSlot } from "./request-slots.ts";
import { isNoId } from "./request-warnings.ts";
import { type Choice, RoleBoard, type RoleGuess } from "./role-board.ts";
import { nameFit } from "./role-names.ts";
import type { LabelReference, NamedReference, Roles, TimeReference } from "./source-plan.ts";
import { guessTask } from "./task-roles.ts";
import { durationOf, guessTimes } from "./time-roles.ts";

/** A column that is named so is rather that than the label. */
const OTHER_ROLES = ["host", "pod", "task", "service", "serviceWeak", "outcome", "key", "attribute", "parent"] as const;
/** How far a label that is named so, and few labels of which are left, is ahead of any column without such a name. */
const NAMED_MARGIN = 0.5;

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
    const { host, service, task } = guessTask(this, span, request.column);
    const outcome =
      this.preset(this.presets.outcome, "outcome") ??
      this.take("outcome", (column) => (isLow(column) ? nameFit(column.name, "outcome") : 0));
    const keys = this.takeAll("key", (column) => nameFit(column.name, "key") > 0 && column.repeats >= 1.2);
    const attributes = this.takeAll("attribute", (column) => nameFit(column.name, "attribute") > 0 && isLow(column));
    // A task that is named by its service says enough.
    const isQualified = task.length > 0 && !isSpan && !task.some((column) => column === service);
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
      label: labels === undefined ? labelParts(this.label, service, isQualified) : presetParts(labels),
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
      const { slot, score, margin, rival } = inText;
      const { distinct, filled } = slot.profile;
      this.reasons.push(
        `request: ids in the text of "${slot.reference.column}", like ${slot.profile.examples[0]} (${distinct} ids in ${filled} records)`,
      );
      const isNext = choice.column === undefined || margin < score - choice.score;
      const next = isNext ? rival?.profile : choice.column;
      const found = { column: slot.profile, score, margin: Math.min(margin, score - choice.score), rival: next, slot };
      this.doubtRequest(found);
      return found;
    }
    if (choice.column === undefined)
      this.reasons.push("request: no column looks like an id that several records share");
    else {
      this.assign(choice.column, "request");
      const { name, distinct, filled } = choice.column;
      this.reasons.push(`request: "${name}" (${distinct} ids in ${filled} records)`);
      this.doubtRequest(choice);
    }
    return choice;
  }

  /** Says why a request is unsure, if it is. */
  private doubtRequest({ column, margin, rival }: Choice): void {
    if (column === undefined || margin >= LIKELY_MARGIN) return;
    let why = "nothing but its values says so";
    if (isAddresses(column)) why = "requests share network addresses";
    else if (!hasSigns(column)) why = "neither its name nor its values are those of ids";
    else if (rival !== undefined) why = `"${rival.name}" looks as much like one`;
    this.reasons.push(`request: unsure, for ${why}`);
  }

  private guessLabel(request: ColumnProfile | undefined): Choice {
    const choice = this.choose((column) => {
      // Labels such as "e17" look like ids: a column that is named as a label is believed.
      if (column.filled === 0 || (column.idShare > 0.5 && nameFit(column.name, "label") === 0)) return 0;
      const name = 2 * nameFit(column.name, "label") + nameFit(column.name, "labelWeak");
      const other = OTHER_ROLES.some((role) => nameFit(column.name, role) > 0);
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
      const { column, rival } = choice;
      if (isLabelName(column) && (rival === undefined || !isLabelName(rival)))
        return { ...choice, margin: Math.max(choice.margin, NAMED_MARGIN) };
      if (choice.margin < LIKELY_MARGIN) {
        const why = rival === undefined ? "little says so" : `"${rival.name}" may as well be what happened`;
        this.reasons.push(`label: unsure, for ${why}`);
      }
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

function isLabelName({ name }: ColumnProfile): boolean {
  return nameFit(name, "label") + nameFit(name, "labelWeak") > 0;
}

/** Less must be confirmed. */
const LIKELY_MARGIN = 0.3;

/** Margin of at least 1: high; `LIKELY_MARGIN` … 1: medium; less must be confirmed. */
function clarity(choice: Choice): number {
  return choice.margin >= 1 ? 0.9 : choice.margin >= LIKELY_MARGIN ? 0.6 : 0.3;
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
