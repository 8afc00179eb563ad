/**
 * A smaller input that still fails: pieces are left out, ever smaller ones, as long as it does.
 * @param tries how often `fails` is asked at most
 */
export async function shrunkBytes(
  input: Uint8Array,
  fails: (bytes: Uint8Array) => Promise<boolean>,
  tries = 600,
): Promise<Uint8Array> {
  let small = input;
  let left = tries;
  for (let size = Math.ceil(input.length / 2); size > 0 && left > 0; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let at = 0; at < small.length && left > 0; left--) {
      const rest = small.subarray(at + size);
      const candidate = new Uint8Array(at + rest.length);
      candidate.set(small.subarray(0, at));
      candidate.set(rest, at);
      if (await fails(candidate)) small = candidate;
      else at += size;
    }
  }
  return small;
}
