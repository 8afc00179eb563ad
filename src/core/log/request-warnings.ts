import { encodeUtf8 } from "../bytes.ts";
import { isPlaceholderRequest } from "./placeholder.ts";
import type { PlanWarning } from "./plan-warning.ts";
import type { FieldReference, SourcePlan } from "./source-plan.ts";

/** Fewer records say nothing about how ids repeat. */
const LEAST_RECORDS = 50;
/** An id with so much of the records is one of a process, not of a request. */
const CONSTANT_SHARE = 0.95;
const UNIQUE_SHARE = 0.98;
const SHORT_ID = /^[0-9a-f]{16}$/i;
const LONG_ID = /^[0-9a-f]{32}$/i;
const SHORT_DIGITS = 16;
/** The last 16 digits of an id, whether it has 16 or 32. */
const LAST_DIGITS = "[0-9A-Fa-f]{16}$";

/** Whether a text stands for no id ("-", "null", zeros and the like). */
export function isNoId(text: string): boolean {
  const bytes = encodeUtf8(text);
  return isPlaceholderRequest(bytes, 0, bytes.length);
}

/**
 * What a sample says against the column of requests: one id for nearly all records (K_REQ_CONSTANT, to be confirmed), or
 * one for each (K_REQ_UNIQUE: the rest of each request must be in other files). Spans may have a request each.
 */
export function requestWarnings({ roles }: SourcePlan, values: readonly string[]): PlanWarning[] {
  const ids = values.filter((value) => !isNoId(value));
  if (roles === undefined || ids.length < LEAST_RECORDS) return [];
  const counts = new Map<string, number>();
  for (const id of ids) counts.set(id, (counts.get(id) ?? 0) + 1);
  const [most] = [...counts].sort((a, b) => b[1] - a[1]);
  const column = `"${roles.request[0].column}"`;
  if (most[1] >= ids.length * CONSTANT_SHARE) {
    const sentence = `${column} is ${most[0].slice(0, 60)} in ${most[1]} of ${ids.length} records: an id of a process or host, not of requests?`;
    return [{ code: "K_REQ_CONSTANT", count: most[1], sentence, changes: [], mustAsk: true }];
  }
  const isSpan = roles.endTime !== undefined || roles.duration !== undefined;
  if (isSpan || counts.size < ids.length * UNIQUE_SHARE) return [];
  const sentence = `${column} differs in ${counts.size} of ${ids.length} records: unless other files hold the same ids, no two records belong together`;
  return [{ code: "K_REQ_UNIQUE", count: counts.size, sentence, changes: [] }];
}

/** What is kept of the ids of a sample to see whether another file writes them shorter or longer; distinct ones. */
export function hexIds(values: readonly string[]): string[] {
  return [...new Set(values.filter((value) => SHORT_ID.test(value) || LONG_ID.test(value)))];
}

/**
 * The request by the last 16 digits of its id, if ids of 32 digits end in ids of 16 that stand elsewhere: tracers of 64 and
 * of 128 bits that pass ids on to one another. Undefined if nothing has to be changed, or other ids would be lost.
 *
 * @param values of the column in a sample
 * @param elsewhere further ids, as of other files
 */
export function shortenedRequest(
  request: readonly FieldReference[],
  values: readonly string[],
  elsewhere: readonly string[] = [],
): FieldReference[] | undefined {
  if (request.length !== 1 || request[0].pattern !== undefined) return undefined;
  const short = new Set([...values, ...elsewhere].filter((id) => SHORT_ID.test(id)).map((id) => id.toLowerCase()));
  const long = values.filter((id) => LONG_ID.test(id));
  if (!long.some((id) => short.has(id.slice(SHORT_DIGITS).toLowerCase()))) return undefined;
  if (!values.every((id) => SHORT_ID.test(id) || LONG_ID.test(id) || isNoId(id))) return undefined;
  return [{ ...request[0], pattern: LAST_DIGITS }];
}

/** The warning of a plan whose request has been shortened. */
export function widthWarning(request: readonly FieldReference[], long: number): PlanWarning {
  const { pattern: _, ...whole } = request[0];
  const sentence = `"${request[0].column}" holds ids of 32 hexadecimal digits whose last 16 are ids of other records: joined by the last 16`;
  return {
    code: "K_ID_WIDTH",
    count: long,
    sentence,
    changes: [{ label: "Keep ids of 16 and 32 digits apart", apply: { request: [whole] } }],
  };
}
