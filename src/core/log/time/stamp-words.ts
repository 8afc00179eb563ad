/** The first three letters of month names in lower case, as one number each. */
export const MONTH_KEYS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"].map(
  (name) => wordKey(name),
);
/** Hours east of UTC: the names of RFC 2822, and those of Europe and Japan that mean one zone only. */
export const ZONE_HOURS: ReadonlyMap<string, number> = new Map([
  ["z", 0],
  ["ut", 0],
  ["utc", 0],
  ["gmt", 0],
  ["est", -5],
  ["edt", -4],
  ["cst", -6],
  ["cdt", -5],
  ["mst", -7],
  ["mdt", -6],
  ["pst", -8],
  ["pdt", -7],
  ["wet", 0],
  ["west", 1],
  ["cet", 1],
  ["cest", 2],
  ["eet", 2],
  ["eest", 3],
  ["msk", 3],
  ["jst", 9],
]);

/** Seconds east of UTC by the letters of a name, as one number. */
export const ZONE_SECONDS: ReadonlyMap<number, number> = new Map(
  [...ZONE_HOURS].map(([name, hours]) => [wordKey(name), hours * 3600]),
);

/** A word of lower case letters as one number, the first letter lowest. */
function wordKey(word: string): number {
  let key = 0;
  for (let i = word.length - 1; i >= 0; i--) key = key * 256 + word.charCodeAt(i);
  return key;
}

/** Behind the ASCII letters that begin at `start`. */
export function skipLetters(bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  while (at < end && (bytes[at] | 0x20) >= 0x61 && (bytes[at] | 0x20) <= 0x7a) at++;
  return at;
}
