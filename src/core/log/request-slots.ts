import { type ColumnProfile, profileColumn } from "./column-profile.ts";
import { requestScore } from "./request-score.ts";
import { nameFit } from "./role-names.ts";
import type { FieldReference } from "./source-plan.ts";

/** A place in free text where ids stand, as a column of its own. */
export interface RequestSlot {
  /** The text column with the pattern that takes the id out of it. */
  readonly reference: FieldReference;
  /** The ids, by record; named by what stands before them. */
  readonly profile: ColumnProfile;
}

const UUID = "[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}";
/** `trace_id=…`, `TraceID: …`, `"requestId":"…"`. */
const KEYED = /([A-Za-z_][\w.-]{1,40})["']?\s?[=:]\s?["']?([\w.:-]{2,80})/g;
/** `blk_-1608999687919862906`, `req-38101a0b-2096-447d-96ea-a692162415ae`, `order-17`. */
const PREFIXED = new RegExp(
  `(?<![\\w-])([A-Za-z]{2,16}[-_]{1,2})(${UUID}|-?\\d{2,20}(?![\\w.-])|(?=[a-f]*\\d)[0-9a-f]{6,64}(?![\\w-]))`,
  "g",
);
const BARE = [
  ["uuid", `(?<![\\w-])(${UUID})(?![\\w-])`],
  ["hex32", "(?<![\\w-])([0-9a-fA-F]{32})(?![\\w-])"],
  ["hex16", "(?<![\\w-])((?=[a-fA-F]*\\d)(?=\\d*[a-fA-F])[0-9a-fA-F]{16})(?![\\w-])"],
].map(([name, source]) => ({ name, source, expression: new RegExp(source) }));
/** What such ids cannot do without: most texts are done with at a glance. */
const LONG_RUN = /[0-9a-fA-F]{8}/;
/** Ids stand near the beginning of messages. */
const LOOK_CHARACTERS = 2000;
/** Rarer slots are none. */
const LEAST_SHARE = 0.2;
const MOST_SLOTS = 12;

/** The places in a text column where ids stand, the most frequent first. Regular expressions: for samples only. */
export function requestSlots(column: string, texts: readonly string[]): RequestSlot[] {
  const counts = new Map<string, { readonly name: string; count: number }>();
  const known = new Map<string, boolean>();
  const isId = (key: string) => {
    const answer = known.get(key) ?? nameFit(key, "request") + nameFit(key, "requestWeak") > 0;
    known.set(key, answer);
    return answer;
  };
  for (const text of texts) {
    for (const [source, name] of slotsIn(text.slice(0, LOOK_CHARACTERS), isId)) {
      const slot = counts.get(source);
      if (slot === undefined) counts.set(source, { name, count: 1 });
      else slot.count++;
    }
  }
  return [...counts]
    .filter(([, { count }]) => count >= texts.length * LEAST_SHARE)
    .sort((a, b) => b[1].count - a[1].count)
    .slice(0, MOST_SLOTS)
    .map(([pattern, { name }], position) => {
      const expression = new RegExp(pattern);
      const values = texts.map((text) => expression.exec(text)?.[1] ?? "");
      return { reference: { column, pattern }, profile: profileColumn(name, position, values) };
    });
}

/** The slot of the highest positive score; of equal ones the first. */
export function bestSlot(
  slots: readonly RequestSlot[],
): { slot: RequestSlot; score: number; margin: number; rival: RequestSlot | undefined } | undefined {
  const [first, second] = slots
    .map((slot) => ({ slot, score: requestScore(slot.profile) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score);
  return first && { ...first, margin: first.score - (second?.score ?? 0), rival: second?.slot };
}

/** Each slot of a text once: the source of its expression and its name. `isId`: what is called so is an id. */
function slotsIn(text: string, isId: (key: string) => boolean): Map<string, string> {
  const slots = new Map<string, string>();
  for (const [, key] of text.matchAll(KEYED)) {
    if (!isId(key)) continue;
    slots.set(`(?<![\\w.-])${literal(key)}["']?\\s?[=:]\\s?["']?([\\w.:-]+)`, key);
  }
  for (const [, prefix, id] of text.matchAll(PREFIXED)) {
    const shape = id.length === 36 && id.includes("-") ? UUID : /^-?\d+$/.test(id) ? "-?\\d+" : "[0-9a-f]+";
    slots.set(`(?<![\\w-])(${literal(prefix)}${shape})`, prefix.replace(/[-_]+$/, ""));
  }
  if (!LONG_RUN.test(text)) return slots;
  for (const { name, source, expression } of BARE) if (expression.test(text)) slots.set(source, name);
  return slots;
}

function literal(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
}
