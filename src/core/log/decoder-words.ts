/** In brackets, why a decoder gave up; nothing where it stumbled over damage that it did not expect. */
export function decoderWords(error: unknown): string {
  const isStumble = error instanceof TypeError || error instanceof RangeError;
  return isStumble ? "" : ` (${error instanceof Error ? error.message : String(error)})`;
}
