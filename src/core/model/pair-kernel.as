/*
 * The inner loop of the sieve, in AssemblyScript: compares every pair of columns, two lanes (requests) at a time.
 * `npm run kernel` compiles it into pair-kernel-bytes.ts; what it computes is told in pair-kernel.ts.
 *
 * starts, ends   f64[columns][lanes], lanes even; NaN where a lane has no value; only the first `used` lanes are compared
 * limits         f64[columns][columns]
 * before         u32[columns][columns], written off the diagonal
 * near           u8[columns][columns], written off the diagonal
 */
export function compare(
  starts: usize,
  ends: usize,
  limits: usize,
  before: usize,
  near: usize,
  columns: i32,
  lanes: i32,
  used: i32,
): void {
  const stride: usize = <usize>lanes << 3;
  const usedBytes: usize = <usize>used << 3;
  const zero = f64x2.splat(0);
  const none = f64x2.splat(Infinity);
  for (let a: i32 = 0; a < columns; a++) {
    const startA = starts + <usize>a * stride;
    const endA = ends + <usize>a * stride;
    for (let b: i32 = a + 1; b < columns; b++) {
      const startB = starts + <usize>b * stride;
      const endB = ends + <usize>b * stride;
      let countAB = i64x2.splat(0);
      let countBA = i64x2.splat(0);
      let leastAB = none;
      let leastBA = none;
      for (let lane: usize = 0; lane < usedBytes; lane += 16) {
        const gapAB = f64x2.sub(v128.load(startB + lane), v128.load(endA + lane));
        const gapBA = f64x2.sub(v128.load(startA + lane), v128.load(endB + lane));
        // All ones = −1 where the comparison is true, which it never is for NaN.
        const isAB = f64x2.ge(gapAB, zero);
        const isBA = f64x2.ge(gapBA, zero);
        countAB = i64x2.sub(countAB, isAB);
        countBA = i64x2.sub(countBA, isBA);
        leastAB = f64x2.pmin(leastAB, v128.bitselect(gapAB, none, isAB));
        leastBA = f64x2.pmin(leastBA, v128.bitselect(gapBA, none, isBA));
      }
      const ab = <usize>(a * columns + b);
      const ba = <usize>(b * columns + a);
      store<u32>(before + (ab << 2), <u32>(i64x2.extract_lane(countAB, 0) + i64x2.extract_lane(countAB, 1)));
      store<u32>(before + (ba << 2), <u32>(i64x2.extract_lane(countBA, 0) + i64x2.extract_lane(countBA, 1)));
      const nearestAB = min(f64x2.extract_lane(leastAB, 0), f64x2.extract_lane(leastAB, 1));
      const nearestBA = min(f64x2.extract_lane(leastBA, 0), f64x2.extract_lane(leastBA, 1));
      store<u8>(near + ab, <u8>(nearestAB < load<f64>(limits + (ab << 3))));
      store<u8>(near + ba, <u8>(nearestBA < load<f64>(limits + (ba << 3))));
    }
  }
}

/**
 * Writes the gaps from the ends of one column to the starts of another that are at least 0 and below the limit to `found`,
 * in the order of the lanes, and returns how many there are.
 */
export function collect(starts: usize, ends: usize, used: i32, limit: f64, found: usize): i32 {
  const usedBytes: usize = <usize>used << 3;
  const zero = f64x2.splat(0);
  const limits = f64x2.splat(limit);
  let out = found;
  for (let lane: usize = 0; lane < usedBytes; lane += 16) {
    const gap = f64x2.sub(v128.load(starts + lane), v128.load(ends + lane));
    const isFound = v128.and(f64x2.ge(gap, zero), f64x2.lt(gap, limits));
    if (v128.any_true(isFound)) {
      store<f64>(out, f64x2.extract_lane(gap, 0));
      out += <usize>(i64x2.extract_lane(isFound, 0) & 8);
      store<f64>(out, f64x2.extract_lane(gap, 1));
      out += <usize>(i64x2.extract_lane(isFound, 1) & 8);
    }
  }
  return <i32>((out - found) >> 3);
}
