/** Characters up to which a list or an object stands on one line. */
const WIDTH = 120;

/**
 * JSON for people: what fits on a line stands on one, all else has a line per member, two blanks further in. Names of
 * members that are undefined are left out. Takes plain data: no cycles, no `toJSON`.
 */
export function jsonText(value: unknown, indent = ""): string {
  const short = inline(value);
  if (indent.length + short.length <= WIDTH || typeof value !== "object" || value === null) return short;
  const inner = `${indent}  `;
  if (Array.isArray(value)) {
    return `[\n${value.map((member) => inner + jsonText(member ?? null, inner)).join(",\n")}\n${indent}]`;
  }
  const members = entriesOf(value).map(
    ([name, member]) => `${inner}${JSON.stringify(name)}: ${jsonText(member, inner)}`,
  );
  return `{\n${members.join(",\n")}\n${indent}}`;
}

function inline(value: unknown): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value ?? null);
  if (Array.isArray(value)) return `[${value.map(inline).join(", ")}]`;
  const members = entriesOf(value).map(([name, member]) => `${JSON.stringify(name)}: ${inline(member)}`);
  return members.length === 0 ? "{}" : `{ ${members.join(", ")} }`;
}

function entriesOf(value: object): [string, unknown][] {
  return Object.entries(value).filter(([, member]) => member !== undefined);
}
