/** A text as content or attribute of XML: markup escaped, characters that XML cannot hold replaced by "�". */
export function xmlText(text: string): string {
  let safe = "";
  for (const character of text) {
    const code = character.codePointAt(0)!;
    const isControl = code < 32 && code !== 9 && code !== 10 && code !== 13;
    const isSurrogate = code >= 0xd800 && code <= 0xdfff;
    const allowed = !isControl && !isSurrogate && code !== 0xfffe && code !== 0xffff;
    safe += allowed ? (ESCAPES.get(character) ?? character) : "�";
  }
  return safe;
}

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ["&", "&amp;"],
  ["<", "&lt;"],
  [">", "&gt;"],
  ['"', "&quot;"],
  ["'", "&apos;"],
  ["\t", "&#9;"],
  ["\n", "&#10;"],
  ["\r", "&#13;"],
]);
