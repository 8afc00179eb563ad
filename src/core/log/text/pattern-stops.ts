import type { PatternStep } from "./text-pattern.ts";

/** What follows a literal for it to end a word: anything, a blank, the end of the line. */
export const AFTER_ANY = 0;
export const AFTER_BLANK = 1;
export const AFTER_END = 2;

/** Everything a word may end before. */
export interface WordStops {
  readonly literals: readonly { readonly text: string; readonly after: number }[];
  readonly blank: boolean;
  readonly end: boolean;
  /** Another field may follow at once: there is no telling where the word ends. */
  readonly field: boolean;
}

const AT_END: WordStops = { literals: [], blank: false, end: true, field: false };

/** The stops of a word that stands before steps[from]; `behind` = what follows the sequence. */
export function stopsBefore(steps: readonly PatternStep[], from: number, behind: WordStops = AT_END): WordStops {
  const step = steps[from];
  if (step === undefined) return behind;
  switch (step.kind) {
    case "blanks":
      return { literals: [], blank: true, end: false, field: false };
    case "field":
      return { literals: [], blank: false, end: false, field: true };
    case "literal": {
      const next = steps[from + 1];
      const isLast = next === undefined && behind === AT_END;
      const after = next?.kind === "blanks" ? AFTER_BLANK : isLast ? AFTER_END : AFTER_ANY;
      return { literals: [{ text: step.text, after }], blank: false, end: false, field: false };
    }
    case "optional": {
      const without = stopsBefore(steps, from + 1, behind);
      const within = stopsBefore(step.steps, 0, without);
      return {
        literals: unique([...within.literals, ...without.literals]),
        blank: within.blank || without.blank,
        end: within.end || without.end,
        field: within.field || without.field,
      };
    }
  }
}

/** Parts that may be missing lead to the same text by many ways. */
function unique(literals: WordStops["literals"]): WordStops["literals"] {
  return [...new Map(literals.map((literal) => [`${literal.after}${literal.text}`, literal])).values()];
}

/** The name of a word that a field may follow at once, undefined if there is none. */
export function endlessWord(steps: readonly PatternStep[], behind: WordStops = AT_END): string | undefined {
  for (const [index, step] of steps.entries()) {
    const after = stopsBefore(steps, index + 1, behind);
    if (step.kind === "optional") {
      const found = endlessWord(step.steps, after);
      if (found !== undefined) return found;
    }
    if (step.kind === "field" && (step.takes === "word" || step.takes === "route") && after.field) return step.name;
  }
  return undefined;
}
