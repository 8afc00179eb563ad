import type { TimeReference } from "../source-plan.ts";

const DAY_AND_MONTH = /^(?:dd\/MM|MM\/dd)(?=\/)/;

/**
 * A text with patterns in it, in which the stamp of `time` has day and month in the order that its form says: which comes
 * first is learnt from all stamps, or chosen by the user, after the pattern was.
 */
export function withDayOrder(text: string, { column, stamp = "" }: TimeReference): string {
  const order = DAY_AND_MONTH.exec(stamp)?.[0];
  if (order === undefined) return text;
  return ["dd/MM", "MM/dd"].reduce(
    (changed, other) => changed.replaceAll(`{${column}:${other}/`, `{${column}:${order}/`),
    text,
  );
}
