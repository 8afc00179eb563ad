/**
 * Key under which two texts are the same to a reader: composed characters (NFC) and case folded, without regard to any
 * locale. For comparing only; what is shown keeps its form. Folding goes through upper case, so that ß and ss, σ and ς
 * are one.
 */
export function comparisonKey(text: string): string {
  if (PLAIN.test(text)) return text;
  return text.normalize("NFC").toUpperCase().toLowerCase().normalize("NFC");
}

/** Its own key already: the most common case by far. */
const PLAIN = /^[\x20-\x40[-~]*$/;
