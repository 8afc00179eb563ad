import { zoneName } from "../log/time/local-time.ts";

/** A zone that can be chosen: one with a name, or a fixed offset. */
export interface ZoneChoice {
  readonly name: string;
  /** Minutes east of UTC; null of a zone whose offset is looked up. */
  readonly minutes: number | null;
}

/** Offsets in use that are no whole hours. */
const ODD_MINUTES = [-570, -210, 210, 270, 330, 345, 390, 525, 570, 630, 765];

/** UTC and the offsets in use, from west to east. */
export function fixedOffsets(): ZoneChoice[] {
  const whole = Array.from({ length: 27 }, (_, at) => (at - 12) * 60);
  const offsets = [...whole, ...ODD_MINUTES].sort((a, b) => a - b).filter((minutes) => minutes !== 0);
  return [0, ...offsets].map((minutes) => ({ name: zoneName(minutes), minutes }));
}

/**
 * Zones and offsets that have every word of a text, those that begin with it first; of no text all, the zones first.
 * An offset that is written ("+5:45", "utc-3") is a choice even if nobody uses it.
 */
export function zoneChoices(names: readonly string[], text: string): ZoneChoice[] {
  const zones = names.filter((name) => name !== "UTC").map((name): ZoneChoice => ({ name, minutes: null }));
  const [utc, ...offsets] = fixedOffsets();
  const all = [utc, ...zones, ...offsets];
  const typed = folded(text);
  const words = typed.split(/\s+/).filter(Boolean);
  const found = all.filter(({ name }) => words.every((word) => folded(name).includes(word)));
  const isFirst = ({ name }: ZoneChoice) =>
    folded(name)
      .split(/[ /]/)
      .some((part) => part.startsWith(typed));
  const sorted = typed === "" ? found : [...found.filter(isFirst), ...found.filter((choice) => !isFirst(choice))];
  const written = writtenOffset(typed);
  if (written === null) return sorted;
  return [{ name: zoneName(written), minutes: written }, ...sorted.filter(({ minutes }) => minutes !== written)];
}

function folded(text: string): string {
  return text.trim().toLowerCase().replaceAll("_", " ").replaceAll("−", "-");
}

function writtenOffset(text: string): number | null {
  const match = /^(?:utc|gmt)?\s*([+-])(\d{1,2})(?::?([0-5]\d))?$/.exec(text);
  if (match === null) return null;
  const minutes = Number(match[2]) * 60 + Number(match[3] ?? 0);
  return minutes > 14 * 60 ? null : match[1] === "-" ? -minutes : minutes;
}
