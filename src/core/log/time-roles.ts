import type { ColumnProfile } from "./column-profile.ts";
import { fill, isAfter } from "./column-structure.ts";
import type { RoleBoard } from "./role-board.ts";
import { nameFit, type RoleName } from "./role-names.ts";
import type { EpochUnit, Roles } from "./source-plan.ts";

/** The columns that tell when. */
export interface GuessedTimes {
  readonly time: ColumnProfile | undefined;
  /** 0 … 1: how clear the time is. */
  readonly timeClear: number;
  readonly endTime: ColumnProfile | undefined;
  readonly duration: ColumnProfile | undefined;
}

/** Guesses time, end and duration by presets, names and forms of stamps. */
export function guessTimes(board: RoleBoard): GuessedTimes {
  const known = board.preset(board.presets.time, "time");
  if (known !== undefined) return presetTimes(board, known);
  const stamps = board.columns.filter((column) => column.timeUnit !== undefined);
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
    const sorted = stamps.toSorted((a, b) => rank(b) + timeName(b) - rank(a) - timeName(a) || a.position - b.position);
    time ??= sorted[0];
    const second = sorted.find((column) => column !== time && column.timeUnit === time?.timeUnit);
    if (time?.name.startsWith("#") && second !== undefined && isAfter(second, time)) endTime = second;
  }
  if (time === undefined) {
    board.reasons.push("time: no column holds stamps (ISO 8601 or an epoch in s, ms, µs or ns)");
    return { time, timeClear: 0, endTime: undefined, duration: undefined };
  }
  board.assign(time, "time");
  board.reasons.push(`time: "${time.name}" holds ${timeWords(time)}`);
  if (endTime !== undefined) {
    board.assign(endTime, "endTime");
    board.reasons.push(`end: "${endTime.name}": every record is a span`);
  }
  const isDuration = (column: ColumnProfile) =>
    column.numberShare >= 0.99 && fill(column) >= 0.9 ? nameFit(column.name, "duration") : 0;
  const duration = board.take("duration", isDuration);
  if (duration !== undefined && endTime !== undefined) board.roleOf.set(duration.name, "ignore");
  const rivals = stamps.filter((column) => column !== time && column !== endTime).length;
  const clear = timeName(time) > 0 || rivals === 0 ? 0.95 : 0.6;
  return { time, timeClear: clear, endTime, duration: endTime === undefined ? duration : undefined };
}

/** The duration with its unit: that of the format, of its name, or of the time. */
export function durationOf(
  board: RoleBoard,
  duration: ColumnProfile,
  time: ColumnProfile | undefined,
): Pick<Roles, "duration"> {
  if (board.presets.duration !== undefined) return { duration: board.presets.duration };
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
  board.reasons.push(`duration: "${duration.name}" read in ${unit}: every record is a span`);
  return { duration: { column: duration.name, unit } };
}

/** The time of a format that knows which column it is; others that hold stamps play no role. */
function presetTimes(board: RoleBoard, time: ColumnProfile): GuessedTimes {
  const endTime = board.preset(board.presets.endTime, "endTime");
  const duration = board.preset(board.presets.duration?.column, "duration");
  const isRead = time.timeUnit !== undefined && (endTime === undefined || endTime.timeUnit !== undefined);
  board.reasons.push(`time: "${time.name}" holds ${isRead ? timeWords(time) : "stamps of an unknown form"}`);
  if (endTime !== undefined || duration !== undefined) {
    const which = board.presets.stampIs === "end" ? ", and the stamp is its end" : "";
    board.reasons.push(`end: by "${(endTime ?? duration)?.name}": every record is a span${which}`);
  }
  return { time, timeClear: isRead ? 0.95 : 0, endTime, duration };
}

function timeName(column: ColumnProfile): number {
  return Math.max(nameFit(column.name, "time"), nameFit(column.name, "start"));
}

function timeWords({ timeUnit, stamp }: ColumnProfile): string {
  if (timeUnit === "stamp") return `stamps like ${stamp ?? ""}`;
  return timeUnit === "iso" ? "ISO stamps" : `epochs in ${timeUnit}`;
}
