/*
 * Codes records of delimited text, in AssemblyScript: their fields become numbers of distinct values, their stamps
 * nanoseconds. `npm run kernel` compiles it into csv-coder-bytes.ts; what it computes is told in csv-coder.ts.
 *
 * job (u32 unless said): delimiter, columns, column of the stamp, unit of the stamp (digits below the second, or ISO),
 *   origin seconds f64, origin nanoseconds f64, seconds east of UTC of stamps without zone f64 (NaN: none is taken),
 *   keys, ends, starts, times, nanos (addresses), why it stopped, next position, the last day read: 10 bytes + f64
 * key    first column, last column, values (address), table (address), mask, entries (address), count, most entries
 * entry  hash, start, length
 * All positions are addresses; the text is readable 16 bytes beyond `limit`.
 */
const DELIMITER: usize = 0;
const COLUMNS: usize = 4;
const TIME_COLUMN: usize = 8;
const UNIT: usize = 12;
const ORIGIN_SECONDS: usize = 16;
const ORIGIN_NANOS: usize = 24;
const ZONE: usize = 32;
const KEYS: usize = 40;
const ENDS: usize = 44;
const STARTS: usize = 48;
const TIMES: usize = 52;
const NANOS: usize = 56;
const REASON: usize = 60;
const NEXT: usize = 64;
const SECOND: usize = 72;
const SUB: usize = 80;
const DAY_HEAD: usize = 88;
const DAY_TAIL: usize = 96;
const DAY_SECONDS: usize = 104;
const FIRST_KEY: usize = 112;

const KEY_BYTES: usize = 32;
const ENTRY_BYTES: usize = 12;

const ISO: u32 = 255;
const ODD: u32 = 1;
const FULL: u32 = 2;
/** Set in the nanoseconds of a stamp without zone. */
const ZONELESS: u32 = 0x80000000;
const MAX_SECONDS: u64 = 253402300799;
const MULTIPLIER: u64 = 0x9e3779b97f4a7c15;

export function code(job: usize, from: usize, stop: usize, limit: usize, most: u32): u32 {
  const delimiters = i8x16.splat(<i8>load<u32>(job, DELIMITER));
  const lineFeeds = i8x16.splat(0x0a);
  const columns = load<u32>(job, COLUMNS);
  const timeColumn = <usize>load<u32>(job, TIME_COLUMN);
  const unit = load<u32>(job, UNIT);
  const originSeconds = load<f64>(job, ORIGIN_SECONDS);
  const originNanos = load<f64>(job, ORIGIN_NANOS);
  const keys = load<u32>(job, KEYS);
  const ends = <usize>load<u32>(job, ENDS);
  const starts = <usize>load<u32>(job, STARTS);
  const times = <usize>load<u32>(job, TIMES);
  const nanos = <usize>load<u32>(job, NANOS);
  let count: u32 = 0;
  let reason: u32 = 0;
  let at = from;
  let base = at & ~15;
  let bits = bitsAt(base, delimiters, lineFeeds) & (<u32>0xffff << <u32>(at & 15));

  while (count < most && at < stop) {
    let column: u32 = 0;
    let fieldStart = at;
    let end: usize = 0;
    for (;;) {
      while (bits == 0 && base < limit) {
        base += 16;
        bits = bitsAt(base, delimiters, lineFeeds);
      }
      end = bits == 0 ? limit : base + <usize>ctz(bits);
      bits &= bits - 1;
      if (end >= limit || load<u8>(fieldStart) == 0x22) {
        reason = ODD;
        break;
      }
      if (column < columns) store<u32>(ends + (<usize>column << 2), <u32>end);
      column++;
      if (load<u8>(end) == 0x0a) break;
      fieldStart = end + 1;
    }
    if (reason != 0 || column != columns) {
      reason = ODD;
      break;
    }
    if (end > fieldStart && load<u8>(end - 1) == 0x0d) store<u32>(ends + (<usize>(columns - 1) << 2), <u32>(end - 1));

    const stampStart = timeColumn == 0 ? at : <usize>load<u32>(ends + ((timeColumn - 1) << 2)) + 1;
    const stampEnd = <usize>load<u32>(ends + (timeColumn << 2));
    const isRead = unit == ISO ? readIso(job, stampStart, stampEnd) : readEpoch(job, stampStart, stampEnd, unit);
    if (!isRead) {
      reason = ODD;
      break;
    }
    const sub = load<u32>(job, SUB);
    store<f64>(
      times + (<usize>count << 3),
      (load<f64>(job, SECOND) - originSeconds) * 1e9 + (<f64>(sub & ~ZONELESS) - originNanos),
    );
    store<u32>(nanos + (<usize>count << 2), sub);

    for (let k: u32 = 0; k < keys; k++) {
      const key = job + FIRST_KEY + <usize>k * KEY_BYTES;
      const first = <usize>load<u32>(key);
      const valueStart = first == 0 ? at : <usize>load<u32>(ends + ((first - 1) << 2)) + 1;
      const valueEnd = <usize>load<u32>(ends + (<usize>load<u32>(key, 4) << 2));
      const value = intern(key, valueStart, valueEnd - valueStart);
      if (value < 0) {
        reason = FULL;
        break;
      }
      store<i32>(<usize>load<u32>(key, 8) + (<usize>count << 2), value);
    }
    if (reason != 0) break;
    store<u32>(starts + (<usize>count << 2), <u32>at);
    count++;
    at = end + 1;
  }
  store<u32>(job, reason, REASON);
  store<u32>(job, <u32>at, NEXT);
  return count;
}

// @ts-ignore: decorator
@inline
function bitsAt(base: usize, delimiters: v128, lineFeeds: v128): u32 {
  const block = v128.load(base);
  return <u32>i8x16.bitmask(v128.or(i8x16.eq(block, delimiters), i8x16.eq(block, lineFeeds)));
}

/** The number of a value of a key, a new one if it was never seen; −1 if there is no more room. */
function intern(key: usize, start: usize, length: usize): i32 {
  let hash: u64 = <u64>length * MULTIPLIER;
  let at = start;
  let left = length;
  while (left >= 8) {
    hash = (hash ^ load<u64>(at)) * MULTIPLIER;
    hash ^= hash >> 32;
    at += 8;
    left -= 8;
  }
  if (left > 0) {
    hash = (hash ^ (load<u64>(at) & lowBytes(left))) * MULTIPLIER;
    hash ^= hash >> 32;
  }
  // The last bytes of a word have reached high bits only: once more, and of the product the half that all bits reach.
  const short = <u32>((hash * MULTIPLIER) >> 32);
  const table = <usize>load<u32>(key, 12);
  const mask = load<u32>(key, 16);
  const entries = <usize>load<u32>(key, 20);
  let slot = short & mask;
  for (;;) {
    const found = load<u32>(table + (<usize>slot << 2));
    if (found == 0) break;
    const entry = entries + <usize>(found - 1) * ENTRY_BYTES;
    if (
      load<u32>(entry) == short &&
      <usize>load<u32>(entry, 8) == length &&
      equals(<usize>load<u32>(entry, 4), start, length)
    ) {
      return <i32>(found - 1);
    }
    slot = (slot + 1) & mask;
  }
  const count = load<u32>(key, 24);
  if (count == load<u32>(key, 28)) return -1;
  const entry = entries + <usize>count * ENTRY_BYTES;
  store<u32>(entry, short);
  store<u32>(entry, <u32>start, 4);
  store<u32>(entry, <u32>length, 8);
  store<u32>(table + (<usize>slot << 2), count + 1);
  store<u32>(key, count + 1, 24);
  if ((count + 1) << 1 > mask) grow(key, table, entries, (mask << 1) | 1, count + 1);
  return <i32>count;
}

/** Doubles the part of the table that is in use. */
function grow(key: usize, table: usize, entries: usize, mask: u32, count: u32): void {
  memory.fill(table, 0, (<usize>mask + 1) << 2);
  for (let number: u32 = 0; number < count; number++) {
    let slot = load<u32>(entries + <usize>number * ENTRY_BYTES) & mask;
    while (load<u32>(table + (<usize>slot << 2)) != 0) slot = (slot + 1) & mask;
    store<u32>(table + (<usize>slot << 2), number + 1);
  }
  store<u32>(key, mask, 16);
}

// @ts-ignore: decorator
@inline
function equals(a: usize, b: usize, length: usize): bool {
  let left = length;
  let from = a;
  let to = b;
  while (left >= 8) {
    if (load<u64>(from) != load<u64>(to)) return false;
    from += 8;
    to += 8;
    left -= 8;
  }
  return left == 0 || ((load<u64>(from) ^ load<u64>(to)) & lowBytes(left)) == 0;
}

/** The lowest 1 … 7 bytes of a word. */
// @ts-ignore: decorator
@inline
function lowBytes(count: usize): u64 {
  return ((<u64>1) << (<u64>count << 3)) - 1;
}

/** Eight decimal digits; all ones if there is another byte among them. */
// @ts-ignore: decorator
@inline
function eightDigits(word: u64): u64 {
  const digits = word - 0x3030303030303030;
  // The high bit of a byte: one above 9 gets it by the sum, one below 0 has it.
  if (((digits | (digits + 0x7676767676767676)) & 0x8080808080808080) != 0) return <u64>-1;
  const pairs = digits * 10 + (digits >> 8);
  return (
    ((pairs & 0x000000ff000000ff) * 0x000f424000000064 + ((pairs >> 16) & 0x000000ff000000ff) * 0x0000271000000001) >>
    32
  );
}

/** An epoch of 8 to 19 digits, `below` of them below the second. */
function readEpoch(job: usize, start: usize, end: usize, below: u32): bool {
  const length = end - start;
  if (length < 8 || length > 19) return false;
  let value: u64 = 0;
  let at = start;
  const odd = length & 7;
  if (odd != 0) {
    const gap = (8 - <u64>odd) << 3;
    value = eightDigits((load<u64>(at) << gap) | ((<u64>0x3030303030303030) >> (64 - gap)));
    if (value == <u64>-1) return false;
    at += odd;
  }
  for (; at < end; at += 8) {
    const digits = eightDigits(load<u64>(at));
    if (digits == <u64>-1) return false;
    value = value * 100000000 + digits;
  }
  let seconds = value;
  let nanos: u64 = 0;
  if (below == 3) {
    seconds = value / 1000;
    nanos = (value - seconds * 1000) * 1000000;
  } else if (below == 6) {
    seconds = value / 1000000;
    nanos = (value - seconds * 1000000) * 1000;
  } else if (below == 9) {
    seconds = value / 1000000000;
    nanos = value - seconds * 1000000000;
  }
  if (seconds > MAX_SECONDS) return false;
  store<f64>(job, <f64>seconds, SECOND);
  store<u32>(job, <u32>nanos, SUB);
  return true;
}

/** Two decimal digits; 100 or more if they are none. */
// @ts-ignore: decorator
@inline
function pair(at: usize): u32 {
  const tens = <u32>load<u8>(at) - 48;
  const ones = <u32>load<u8>(at, 1) - 48;
  return tens > 9 || ones > 9 ? 1000 : tens * 10 + ones;
}

/** `YYYY-MM-DD[T ]HH:MM:SS[.,f…][Z|±hh:mm|±hhmm]` of the years 1970 to 9999. */
function readIso(job: usize, start: usize, end: usize): bool {
  if (end - start < 19) return false;
  const head = load<u64>(start);
  const tail = <u64>load<u16>(start, 8);
  if (head != load<u64>(job, DAY_HEAD) || tail != load<u64>(job, DAY_TAIL)) {
    const century = pair(start);
    const ofCentury = pair(start + 2);
    const year = century * 100 + ofCentury;
    const month = pair(start + 5);
    const day = pair(start + 8);
    if (load<u8>(start, 4) != 0x2d || load<u8>(start, 7) != 0x2d) return false;
    if (century > 99 || ofCentury > 99 || year < 1970 || month < 1 || month > 12 || day < 1) return false;
    // The 29th of February is left to the reader that knows leap years.
    const isShort = month == 4 || month == 6 || month == 9 || month == 11;
    if (day > (month == 2 ? 28 : isShort ? 30 : 31)) return false;
    store<f64>(job, <f64>daysFromCivil(year, month, day) * 86400, DAY_SECONDS);
    store<u64>(job, head, DAY_HEAD);
    store<u64>(job, tail, DAY_TAIL);
  }
  const gap = load<u8>(start, 10);
  if (gap != 0x54 && gap != 0x20 && gap != 0x74) return false;
  if (load<u8>(start, 13) != 0x3a || load<u8>(start, 16) != 0x3a) return false;
  const hour = pair(start + 11);
  const minute = pair(start + 14);
  const second = pair(start + 17);
  if (hour > 23 || minute > 59 || second > 59) return false;
  let at = start + 19;
  let nanos: u32 = 0;
  if (at < end && (load<u8>(at) == 0x2e || load<u8>(at) == 0x2c)) {
    at++;
    let power: u32 = 100000000;
    const from = at;
    for (; at < end; at++) {
      const digit = <u32>load<u8>(at) - 48;
      if (digit > 9) break;
      nanos += digit * power;
      power /= 10;
    }
    if (at == from || at - from > 9) return false;
  }
  let east: f64 = 0;
  if (at == end) {
    east = load<f64>(job, ZONE);
    if (east != east) return false;
    nanos |= ZONELESS;
  } else {
    const sign = load<u8>(at);
    const length = end - at;
    if (sign == 0x5a || sign == 0x7a) {
      if (length != 1) return false;
    } else {
      if (sign != 0x2b && sign != 0x2d) return false;
      const isColon = length == 6 && load<u8>(at, 3) == 0x3a;
      if (!isColon && length != 5) return false;
      const hours = pair(at + 1);
      const minutes = pair(isColon ? at + 4 : at + 3);
      if (hours > 23 || minutes > 59) return false;
      east = <f64>(hours * 3600 + minutes * 60);
      if (sign == 0x2d) east = -east;
    }
  }
  store<f64>(job, load<f64>(job, DAY_SECONDS) + <f64>(hour * 3600 + minute * 60 + second) - east, SECOND);
  store<u32>(job, nanos, SUB);
  return true;
}

/** Days since 1970-01-01 of a date of the Gregorian calendar, as in calendar.ts: years from March put the leap day last. */
function daysFromCivil(year: u32, month: u32, day: u32): i32 {
  const shifted = month > 2 ? year : year - 1;
  const dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
  return <i32>(shifted * 365 + shifted / 4 - shifted / 100 + shifted / 400 + dayOfYear) - 719468;
}
