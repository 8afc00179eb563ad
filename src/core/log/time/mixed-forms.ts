import type { StampForm, TimeUnit } from "../source-plan.ts";
import { EPOCH_UNITS } from "./epoch-magnitude.ts";
import { learnStampOf } from "./learn-stamp.ts";

/** More forms in one column are no stamps but chance. */
const MAX_FORMS = 3;
/** A form that fewer values have is a mistake, not a form. */
const LEAST_SHARE = 0.001;

export interface ColumnForms extends StampForm {
  /** Digits below the second. */
  readonly digits: number;
  readonly also?: readonly StampForm[];
}

/**
 * The forms of a column of stamps that no single epoch unit and not ISO 8601 makes up: a form of its own, or up to three
 * forms that make up the column together, the most frequent first. Undefined if there is none.
 *
 * @param values how often each occurs
 * @param filled their sum
 * @param counts values per unit, of epochs by magnitude and ISO
 */
export function mixedForms(
  values: ReadonlyMap<string, number>,
  filled: number,
  counts: ReadonlyMap<TimeUnit, number>,
  majority: number,
): ColumnForms | undefined {
  if (filled === 0) return undefined;
  const learnt = learnStampOf(values, false);
  if (learnt !== undefined && learnt.share >= majority) {
    return { unit: "stamp", stamp: learnt.stamp, digits: learnt.digits };
  }
  const forms: { form: StampForm; count: number; digits: number }[] = [...counts].map(([unit, count]) => {
    return { form: { unit }, count, digits: EPOCH_UNITS.find((epoch) => epoch.unit === unit)?.digits ?? 0 };
  });
  // A form that ISO stamps have as well is no other one.
  if (learnt !== undefined && !counts.has("iso")) {
    const form = { unit: "stamp", stamp: learnt.stamp } as const;
    forms.push({ form, count: Math.round(learnt.share * filled), digits: learnt.digits });
  }
  const frequent = forms.filter(({ count }) => count >= filled * LEAST_SHARE).sort((a, b) => b.count - a.count);
  const total = frequent.reduce((sum, { count }) => sum + count, 0);
  if (frequent.length < 2 || frequent.length > MAX_FORMS || total < filled * majority) return undefined;
  const [main, ...others] = frequent;
  const digits = Math.min(...frequent.map((one) => one.digits));
  return { ...main.form, digits, also: others.map(({ form }) => form) };
}
