import { encodeUtf8 } from "../bytes.ts";
import { ALPHANUMERIC, BLANK, CLASS_OF, DIGIT, digitsEnd, HEX_DIGIT, hexEnd, isAlphanumeric } from "./byte-class.ts";

const DASH = 0x2d;
const DOT = 0x2e;
const SLASH = 0x2f;
const COLON = 0x3a;
const AT = 0x40;
const PERCENT = 0x25;
const NOT_FOUND = -1;
const UUID_LENGTH = 36;
const MAC_PAIRS = 6;
const IPV6_GROUPS = 8;

/** End of the uuid at `at`, −1 if there is none. */
export function uuidEnd(bytes: Uint8Array, at: number, end: number): number {
  const to = at + UUID_LENGTH;
  if (to > end || isAlphanumeric(bytes, to, end)) return NOT_FOUND;
  for (let i = 0; i < UUID_LENGTH; i++) {
    const isDash = i === 8 || i === 13 || i === 18 || i === 23;
    if (isDash ? bytes[at + i] !== DASH : (CLASS_OF[bytes[at + i]] & HEX_DIGIT) === 0) return NOT_FOUND;
  }
  return to;
}

/** End of the MAC (or InfiniBand) address at `at`: at least six pairs of hexadecimal digits; −1 if there is none. */
export function macEnd(bytes: Uint8Array, at: number, end: number): number {
  const mark = bytes[at + 2];
  if (mark !== COLON && mark !== DASH) return NOT_FOUND;
  let pairs = 0;
  let to = at;
  for (;;) {
    if (hexEnd(bytes, to, Math.min(end, to + 3)) - to !== 2) return NOT_FOUND;
    pairs++;
    to += 2;
    if (to >= end || bytes[to] !== mark) break;
    to++;
  }
  return pairs >= MAC_PAIRS ? to : NOT_FOUND;
}

/** End of the IPv4 or IPv6 address at `at`, with its port or prefix length; −1 if there is none. */
export function ipEnd(bytes: Uint8Array, at: number, end: number): number {
  const four = ipv4End(bytes, at, end);
  if (four !== NOT_FOUND) return four;
  const six = ipv6End(bytes, at, end);
  return six;
}

function ipv4End(bytes: Uint8Array, at: number, end: number): number {
  let to = at;
  for (let part = 0; part < 4; part++) {
    if (part > 0 && bytes[to++] !== DOT) return NOT_FOUND;
    const next = digitsEnd(bytes, to, end, 4);
    if (next === to || next - to > 3 || (next - to === 3 && octetTooLarge(bytes, to))) return NOT_FOUND;
    to = next;
  }
  if (isAlphanumeric(bytes, to, end) || (bytes[to] === DOT && isAlphanumeric(bytes, to + 1, end))) return NOT_FOUND;
  return portEnd(bytes, prefixLengthEnd(bytes, to, end), end);
}

function octetTooLarge(bytes: Uint8Array, at: number): boolean {
  return (bytes[at] - 0x30) * 100 + (bytes[at + 1] - 0x30) * 10 + (bytes[at + 2] - 0x30) > 255;
}

function ipv6End(bytes: Uint8Array, at: number, end: number): number {
  let groups = 0;
  let doubled = false;
  let hasDigit = false;
  let to = at;
  while (to < end) {
    if (bytes[to] === COLON && bytes[to + 1] === COLON) {
      if (doubled) return NOT_FOUND;
      doubled = true;
      to += 2;
    } else if (groups > 0 && bytes[to] === COLON && isAlphanumeric(bytes, to + 1, end)) to++;
    else if (groups > 0 && !(doubled && bytes[to - 1] === COLON)) break;
    const next = hexEnd(bytes, to, end);
    if (next === to) break;
    if (next - to > 4) return NOT_FOUND;
    for (let i = to; i < next; i++) if (CLASS_OF[bytes[i]] === DIGIT) hasDigit = true;
    groups++;
    to = next;
  }
  if (isAlphanumeric(bytes, to, end) || groups > IPV6_GROUPS || !hasDigit) return NOT_FOUND;
  if (!doubled && groups !== IPV6_GROUPS) return NOT_FOUND;
  // "1::ffff:10.0.0.1" keeps its tail; a zone ("%eth0") belongs to the address.
  if (bytes[to] === DOT) {
    const colon = bytes.lastIndexOf(COLON, to);
    const tail = ipv4End(bytes, colon + 1, end);
    if (tail !== NOT_FOUND) return tail;
  }
  if (bytes[to] !== PERCENT) return prefixLengthEnd(bytes, to, end);
  let zone = to + 1;
  while (isAlphanumeric(bytes, zone, end)) zone++;
  return zone;
}

function prefixLengthEnd(bytes: Uint8Array, at: number, end: number): number {
  if (bytes[at] !== SLASH) return at;
  const to = digitsEnd(bytes, at + 1, end, 4);
  return to > at + 1 && to - at <= 4 && !isAlphanumeric(bytes, to, end) ? to : at;
}

function portEnd(bytes: Uint8Array, at: number, end: number): number {
  if (bytes[at] !== COLON) return at;
  const to = digitsEnd(bytes, at + 1, end, 6);
  return to > at + 1 && to - at <= 6 && !isAlphanumeric(bytes, to, end) ? to : at;
}

/** End of the URL whose scheme begins at `at` ("https://…"), −1 if there is none. */
export function urlEnd(bytes: Uint8Array, at: number, end: number): number {
  let to = at;
  while (isAlphanumeric(bytes, to, end) || bytes[to] === 0x2b) to++;
  if (to === at || bytes[to] !== COLON || bytes[to + 1] !== SLASH || bytes[to + 2] !== SLASH) return NOT_FOUND;
  const from = to + 3;
  to = from;
  while (to < end && !endsUrl(bytes, to)) to++;
  while (to > from && isTrailing(bytes[to - 1])) to--;
  return to > from ? to : NOT_FOUND;
}

const URL_STOPS = encodeUtf8("\"'<>`|)]}");

function endsUrl(bytes: Uint8Array, at: number): boolean {
  const byte = bytes[at];
  if ((CLASS_OF[byte] & BLANK) !== 0 || URL_STOPS.includes(byte)) return true;
  // A comma inside is part of it, one before a blank or another URL is not.
  return byte === 0x2c && !isAlphanumeric(bytes, at + 1, bytes.length);
}

/** Whether a mark at the end of a word belongs to the sentence around it. */
export function isTrailing(byte: number): boolean {
  return byte === DOT || byte === COLON || byte === 0x2c || byte === 0x3b || byte === 0x21 || byte === 0x3f;
}

/** End of the e-mail address at `at`, −1 if there is none. */
export function emailEnd(bytes: Uint8Array, at: number, end: number): number {
  let to = at;
  while (isNameByte(bytes, to, end) || bytes[to] === 0x2b || bytes[to] === PERCENT || bytes[to] === 0x5f) to++;
  if (to === at || bytes[to] !== AT || !isAlphanumeric(bytes, to + 1, end)) return NOT_FOUND;
  const domain = to + 1;
  to = nameEnd(bytes, domain, end);
  const dot = bytes.lastIndexOf(DOT, to - 1);
  const isLetter = (CLASS_OF[bytes[dot + 1]] & DIGIT) === 0;
  return dot > domain && to - dot > 2 && isLetter ? to : NOT_FOUND;
}

/** Endings of host names that are no endings of files or classes. */
const DOMAINS = new Set(
  "com net org io edu gov mil int dev app cloud info biz local localdomain internal intranet lan corp svc cluster arpa".split(
    " ",
  ),
);
/** Countries: believed behind at least two dots. */
const COUNTRIES = new Set(
  "de uk cn jp us eu fr it nl ru br in au ca ch se no es kr tw hk sg be at dk fi cz pl".split(" "),
);
const LONGEST_DOMAIN = 11;
const LOCALHOST = encodeUtf8("localhost");

/** End of the host name at `at`, with its port; −1 if there is none. Names without a known ending are words. */
export function hostEnd(bytes: Uint8Array, at: number, end: number): number {
  const to = nameEnd(bytes, at, end);
  if (to === at || bytes[to] === 0x5f || bytes[to] === AT) return NOT_FOUND;
  let dots = 0;
  let lastDot = at;
  for (let i = at; i < to; i++) {
    if (bytes[i] !== DOT) continue;
    dots++;
    lastDot = i;
  }
  if (dots === 0) {
    if (to - at !== LOCALHOST.length || !LOCALHOST.every((byte, i) => byte === (bytes[at + i] | 0x20)))
      return NOT_FOUND;
    return portEnd(bytes, to, end);
  }
  if (to - lastDot - 1 > LONGEST_DOMAIN || to - lastDot < 3) return NOT_FOUND;
  let ending = "";
  for (let i = lastDot + 1; i < to; i++) ending += String.fromCharCode(bytes[i] | 0x20);
  const isKnown = DOMAINS.has(ending) || (dots >= 2 && COUNTRIES.has(ending));
  return isKnown ? portEnd(bytes, to, end) : NOT_FOUND;
}

/** End of the run of letters, digits, dots and dashes at `at`, without dots and dashes at its end. */
function nameEnd(bytes: Uint8Array, at: number, end: number): number {
  let to = at;
  while (isNameByte(bytes, to, end)) to++;
  while (to > at && (CLASS_OF[bytes[to - 1]] & ALPHANUMERIC) === 0) to--;
  return to;
}

function isNameByte(bytes: Uint8Array, at: number, end: number): boolean {
  return isAlphanumeric(bytes, at, end) || (at < end && (bytes[at] === DASH || bytes[at] === DOT));
}
