/*
 * Finds the bytes that structure delimited text, in AssemblyScript, sixteen bytes a step. `npm run kernel` compiles it
 * into byte-marks-bytes.ts; what it computes is told in byte-marks.ts.
 *
 * text     u8[length], readable up to the next multiple of 16
 * marks    u32[length]: position · 4 + what stands there (0 = delimiter, 1 = line feed, 2 = quote), ascending
 */
export function mark(text: usize, length: usize, delimiter: i32, marks: usize): usize {
  const delimiters = i8x16.splat(<i8>delimiter);
  const lineFeeds = i8x16.splat(0x0a);
  const quotes = i8x16.splat(0x22);
  let to = marks;
  for (let at: usize = 0; at < length; at += 16) {
    const block = v128.load(text + at);
    const found = v128.or(
      v128.or(i8x16.eq(block, delimiters), i8x16.eq(block, lineFeeds)),
      i8x16.eq(block, quotes),
    );
    let bits = <u32>i8x16.bitmask(found);
    const left = length - at;
    if (left < 16) bits &= (1 << <u32>left) - 1;
    while (bits != 0) {
      const position = at + <usize>ctz(bits);
      const byte = <u32>load<u8>(text + position);
      store<u32>(to, (<u32>position << 2) | <u32>(byte == 0x0a) | (<u32>(byte == 0x22) << 1));
      to += 4;
      bits &= bits - 1;
    }
  }
  return (to - marks) >> 2;
}
