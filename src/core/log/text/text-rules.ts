import type { LineRules } from "../line-splitter.ts";

/** How lines of text follow one another: what is no record goes on with the one before it, "#" begins a comment. */
export const TEXT_RULES: LineRules = { continues: true, comment: 0x23, cutsLongLines: true };
