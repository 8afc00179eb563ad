import { NS_PER_HOUR, NS_PER_MICROSECOND, NS_PER_MILLISECOND, NS_PER_MINUTE, NS_PER_SECOND } from "../units.ts";

const POINT = 0x2e;

/**
 * The ns of a duration that spells its units, "0.123s", "1.5ms", "250µs", "1m2.5s", in bytes[start, end); NaN if it is none.
 * Exact to the digits written, fractions of a ns cut off, below 104 days. Units: h m s ms us µs ns, with nothing between.
 */
export function readSpelledNs(bytes: Uint8Array, start: number, end: number): number {
  let ns = 0;
  let at = start;
  if (at === end) return Number.NaN;
  while (at < end) {
    const first = at;
    while (at < end && isDigit(bytes[at])) at++;
    const point = at;
    if (point === first) return Number.NaN;
    if (at < end && bytes[at] === POINT) {
      at++;
      while (at < end && isDigit(bytes[at])) at++;
      if (at === point + 1) return Number.NaN;
    }
    const digitsEnd = at;
    while (at < end && !isDigit(bytes[at]) && bytes[at] !== POINT) at++;
    const scale = scaleOf(bytes, digitsEnd, at);
    if (scale === 0) return Number.NaN;
    ns += scaled(bytes, first, point, digitsEnd, scale);
  }
  return ns;
}

/** `whole.fraction` × scale. Digits whose place is below a ns are cut off. */
function scaled(bytes: Uint8Array, first: number, point: number, end: number, scale: number): number {
  let whole = 0;
  for (let at = first; at < point; at++) whole = whole * 10 + (bytes[at] - 48);
  // An hour is 3600 s: tenths of seconds, and so on down, are whole numbers of ns.
  const seconds = scale > NS_PER_SECOND ? NS_PER_SECOND : scale;
  let fraction = 0;
  let step = seconds;
  for (let at = point + 1; at < end && step >= 10; at++) {
    step /= 10;
    fraction += (bytes[at] - 48) * step;
  }
  return whole * scale + fraction * (scale / seconds);
}

/** ns of a unit, 0 if it is none. */
function scaleOf(bytes: Uint8Array, start: number, end: number): number {
  const first = bytes[start];
  const second = bytes[end - 1];
  switch (end - start) {
    case 1:
      return first === 0x73 ? NS_PER_SECOND : first === 0x6d ? NS_PER_MINUTE : first === 0x68 ? NS_PER_HOUR : 0;
    case 2:
      if (second !== 0x73) return 0;
      return first === 0x6d ? NS_PER_MILLISECOND : first === 0x75 ? NS_PER_MICROSECOND : first === 0x6e ? 1 : 0;
    case 3: {
      // U+00B5 micro sign and U+03BC mu.
      const isMicro = (first === 0xc2 && bytes[start + 1] === 0xb5) || (first === 0xce && bytes[start + 1] === 0xbc);
      return isMicro && second === 0x73 ? NS_PER_MICROSECOND : 0;
    }
    default:
      return 0;
  }
}

function isDigit(byte: number): boolean {
  return byte >= 48 && byte <= 57;
}
