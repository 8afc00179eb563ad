/** Values of JSON that come from files: nothing about them is trusted. */

export type JsonObject = { readonly [key: string]: unknown };

/** Deeper elements are refused as no record of a trace, before anything recursive sees them. */
export const MAX_ELEMENT_DEPTH = 512;

/** The value of a JSON text, undefined if it is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The member of that name if it is the object's own: names come from files and may be "__proto__". */
export function memberOf(value: unknown, name: string): unknown {
  return isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

/** Elements of an array, none of anything else. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** A text, number or boolean as trimmed text, "" for anything else. Numbers never with an exponent. */
export function textOf(value: unknown): string {
  if (typeof value === "string") return value.trim();
  if (typeof value === "number") return decimalOf(value);
  return typeof value === "boolean" ? String(value) : "";
}

/** The first of these texts that is not empty. */
export function firstOf(...texts: readonly string[]): string {
  return texts.find((text) => text !== "") ?? "";
}

function decimalOf(value: number): string {
  const text = String(value);
  // Nine places are a femtosecond of the coarsest unit that has fractions.
  return text.includes("e-") ? value.toFixed(9) : text;
}

/** More digits than any double keeps. */
const LONG_NUMBER = /:\s*-?[\d.]{16}/;

/**
 * The JSON text with the long numbers of some keys in quotes, so that no digit is lost: an epoch in ns does not fit into
 * a double. A quote before a key is either that of a key or escaped, in which case it ends a text that is no such key.
 */
export class ExactNumbers {
  private readonly pattern: RegExp;

  /** @param keys plain words */
  constructor(keys: readonly string[]) {
    this.pattern = new RegExp(`("(?:${keys.join("|")})"\\s*:\\s*)(-?\\d+(?:\\.\\d+)?)(?=\\s*[,}])`, "g");
  }

  quote(text: string): string {
    return LONG_NUMBER.test(text) ? text.replace(this.pattern, '$1"$2"') : text;
  }
}
