/** One tag of an XML text. */
export interface XmlTag {
  /** Without prefix. */
  readonly name: string;
  readonly isClosing: boolean;
  /** Opens and closes at once. */
  readonly isEmpty: boolean;
  /** Half-open, in the text. */
  readonly start: number;
  readonly end: number;
}

/** Beginnings and ends of what is no tag. */
const MARKUP: readonly (readonly [string, string])[] = [
  ["<!--", "-->"],
  ["<![CDATA[", "]]>"],
  ["<!", ">"],
  ["<?", "?>"],
];
const NAME = /^(?:[\w.-]{1,100}:)?([\w.-]{1,100})/;
const ENTITY = /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(amp|lt|gt|quot|apos));/gi;
const NAMED: ReadonlyMap<string, string> = new Map([
  ["amp", "&"],
  ["lt", "<"],
  ["gt", ">"],
  ["quot", '"'],
  ["apos", "'"],
]);

/**
 * The tags of an XML text in order, comments and CDATA passed over; what is no tag is skipped. One pass, whatever the
 * text; nothing is expanded.
 */
export function* xmlTags(text: string): Generator<XmlTag> {
  for (let start = text.indexOf("<"); start >= 0; ) {
    const markup = MARKUP.find(([begin]) => text.startsWith(begin, start));
    if (markup !== undefined) {
      const end = text.indexOf(markup[1], start + markup[0].length);
      if (end < 0) return;
      start = text.indexOf("<", end);
      continue;
    }
    const end = tagEnd(text, start + 1);
    if (text[end] === ">") {
      const isClosing = text[start + 1] === "/";
      const name = NAME.exec(text.slice(start + (isClosing ? 2 : 1), Math.min(end, start + 220)))?.[1];
      const isEmpty = text[end - 1] === "/";
      if (name !== undefined) yield { name, isClosing, isEmpty, start, end: end + 1 };
    }
    start = text.indexOf("<", end);
  }
}

/** Position of the ">" that ends a tag, or of the "<" or end of the text that comes before it. */
function tagEnd(text: string, from: number): number {
  let quote = "";
  let at = from;
  for (; at < text.length; at++) {
    const letter = text[at];
    if (letter === "<") break;
    if (quote !== "") {
      if (letter === quote) quote = "";
    } else if (letter === '"' || letter === "'") quote = letter;
    else if (letter === ">") break;
  }
  return at;
}

/** The value of an attribute of a tag of the text, "" without one. */
export function xmlAttribute(text: string, tag: XmlTag, name: string): string {
  for (let at = text.indexOf(name, tag.start); at >= 0 && at < tag.end; at = text.indexOf(name, at + 1)) {
    let from = at + name.length;
    while (isBlank(text[from])) from++;
    if (!isBlank(text[at - 1]) || text[from] !== "=") continue;
    from++;
    while (isBlank(text[from])) from++;
    const quote = text[from];
    const end = quote === '"' || quote === "'" ? text.indexOf(quote, from + 1) : -1;
    if (end >= 0 && end < tag.end) return unescapeXml(text.slice(from + 1, end)).trim();
  }
  return "";
}

function isBlank(letter: string | undefined): boolean {
  return letter === " " || letter === "\n" || letter === "\t" || letter === "\r";
}

function unescapeXml(text: string): string {
  return text.replace(ENTITY, (all, decimal: string | undefined, hex: string | undefined, name: string | undefined) => {
    if (name !== undefined) return NAMED.get(name.toLowerCase()) ?? all;
    const point = decimal === undefined ? Number.parseInt(hex ?? "", 16) : Number(decimal);
    return point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : all;
  });
}
