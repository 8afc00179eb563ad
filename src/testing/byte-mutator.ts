import type { Rng } from "../core/rng.ts";

/** Damages binary files: bytes, numbers of headers, pieces cut out, doubled or moved, truncation at any byte. */
export function mutatedBytes(bytes: Uint8Array, rng: Rng, others: readonly Uint8Array[] = []): Uint8Array {
  let mutated = bytes;
  for (let i = rng.pick([1, 1, 2, 3, 6]); i > 0; i--) mutated = once(mutated, rng, others);
  return mutated;
}

const EDGES = [0, 1, 0x7f, 0x80, 0xfe, 0xff];

function once(bytes: Uint8Array, rng: Rng, others: readonly Uint8Array[]): Uint8Array {
  const { length } = bytes;
  if (length === 0) return Uint8Array.of(rng.integer(0, 255));
  switch (rng.integer(0, 9)) {
    case 0:
      return bytes.slice(0, rng.integer(0, length));
    case 1: {
      const from = rng.integer(0, length - 1);
      return spliced(bytes, from, Math.min(length, from + rng.integer(1, 64)), new Uint8Array(0));
    }
    case 2: {
      const source = others.length > 0 && rng.chance(0.3) ? rng.pick(others) : bytes;
      const from = rng.integer(0, source.length);
      const at = rng.integer(0, length);
      return spliced(bytes, at, at, source.subarray(from, from + rng.integer(1, 256)));
    }
    case 3: {
      // Numbers of headers have two, four or eight bytes.
      const changed = bytes.slice();
      const at = place(length, rng);
      changed.fill(rng.pick(EDGES), at, at + rng.pick([2, 4, 8]));
      return changed;
    }
    case 4: {
      const changed = bytes.slice();
      const at = place(length, rng);
      changed[at] = (changed[at] + rng.pick([1, 255, 128, 2])) & 0xff;
      return changed;
    }
    default: {
      const changed = bytes.slice();
      changed[place(length, rng)] = rng.chance(0.3) ? rng.pick(EDGES) : rng.integer(0, 255);
      return changed;
    }
  }
}

/** Anywhere, but more often near the ends, where most formats keep their headers. */
function place(length: number, rng: Rng): number {
  const near = Math.min(length - 1, rng.integer(0, 600));
  return rng.pick([near, length - 1 - near, rng.integer(0, length - 1)]);
}

function spliced(bytes: Uint8Array, from: number, to: number, piece: Uint8Array): Uint8Array {
  const whole = new Uint8Array(bytes.length - (to - from) + piece.length);
  whole.set(bytes.subarray(0, from));
  whole.set(piece, from);
  whole.set(bytes.subarray(to), from + piece.length);
  return whole;
}
