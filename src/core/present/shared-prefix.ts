/** Longer beginnings of lines tell no more. */
const MOST = 40;

/** What all lines begin with; if that is nothing, the first word of the first. Of one line its first word. */
export function sharedPrefix(lines: readonly string[]): string {
  const [first, ...others] = lines;
  if (first === undefined) return "";
  const word = /^\s*\S+/.exec(first)?.[0] ?? "";
  if (others.length === 0) return word.slice(0, MOST);
  let length = Math.min(MOST, first.length);
  for (const line of others) while (!line.startsWith(first.slice(0, length))) length--;
  const shared = length === 0 ? word.slice(0, MOST) : first.slice(0, length);
  // Half of a character is none.
  return shared.replace(/[\ud800-\udbff]$/, "");
}
