/** Milliseconds beyond this are no date of the calendar the platform knows. */
const MAX_DATE_MS = 8.64e15;

/**
 * A timestamp as SQL writes it: "2026-03-12 14:36:25", with six decimals where there is a fraction of a second.
 *
 * @param ms since 1970 (UTC), µs as decimals; what is no date is "infinity" or "-infinity"
 */
export function timestampText(ms: number): string {
  // Doubles have µs for the dates of logs; adding first and cutting later would lose them.
  const micros = Math.round(ms * 1000);
  const wholeMs = Math.floor(micros / 1000);
  if (!(Math.abs(wholeMs) <= MAX_DATE_MS)) return ms < 0 ? "-infinity" : "infinity";
  const text = new Date(wholeMs).toISOString().replace("T", " ").replace("Z", "");
  const rest = String(micros - wholeMs * 1000).padStart(3, "0");
  return text.endsWith(".000") && rest === "000" ? text.slice(0, -4) : text + rest;
}

/** An instant in epoch ns with all its digits: "2026-03-12 14:36:25.314159265"; null if it is no date. */
export function epochText(ns: bigint): string | null {
  const seconds = ns / 1_000_000_000n - (ns % 1_000_000_000n < 0n ? 1n : 0n);
  if (seconds > BigInt(MAX_DATE_MS / 1000) || seconds < -BigInt(MAX_DATE_MS / 1000)) return null;
  const text = new Date(Number(seconds) * 1000).toISOString().replace("T", " ").slice(0, -5);
  return `${text}.${String(ns - seconds * 1_000_000_000n).padStart(9, "0")}`;
}
