/** Widths of characters in px at 12 px, for faces like Segoe UI, Roboto and Liberation Sans, which differ by 6 %. */
const NARROW = new Set("iljtfrI.,:;'|!()[]{} `-/\\");
const WIDE = new Set("mwMW@%—…→");

/** Rough width of a text, px: for layouts that cannot measure. */
export function estimatedWidth(text: string, fontPx: number): number {
  let width = 0;
  for (const character of text) {
    if (NARROW.has(character)) width += 3.9;
    else if (WIDE.has(character)) width += 10.2;
    else if (character.codePointAt(0)! > 0x2e7f) width += 12;
    else width += character !== character.toLowerCase() ? 8 : 6.5;
  }
  return (width * fontPx) / 12;
}

/** The text, or its head and tail around "…": labels of one system differ in the middle least. */
export function fitMiddle(text: string, widthPx: number, fontPx: number): string {
  if (estimatedWidth(text, fontPx) <= widthPx) return text;
  const characters = [...text];
  for (let kept = characters.length - 1; kept > 1; kept--) {
    const tail = Math.floor(kept / 2);
    const shorter = `${characters.slice(0, kept - tail).join("")}…${characters.slice(-tail).join("")}`;
    if (estimatedWidth(shorter, fontPx) <= widthPx) return shorter;
  }
  return "…";
}
