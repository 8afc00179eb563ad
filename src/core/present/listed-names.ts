/** Names that are told one by one; the others are counted. */
const MOST_NAMES = 3;

/** "a, b and 3 others" */
export function listedNames(names: readonly string[]): string {
  const shown = names.length <= MOST_NAMES ? names : names.slice(0, MOST_NAMES - 1);
  const rest = names.length - shown.length;
  const all = rest === 0 ? shown : [...shown, `${rest} others`];
  return joinedNames(all);
}

/** "a", "a and b", "a, b and c": all of them. */
export function joinedNames(names: readonly string[]): string {
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names[names.length - 1]}`;
}
