/** Characters of the end that always stay: an extension, a number. */
const TAIL = 10;

/**
 * A name that gives way in its middle where room is short: names of one system share their heads, and files keep their
 * extension. The full text is the title.
 */
export function MiddleText({ text, class: extra = "" }: { readonly text: string; readonly class?: string }) {
  const cut = Math.max(0, text.length - TAIL);
  return (
    <span class={`middle-text ${extra}`} title={text}>
      <span class="middle-head">{text.slice(0, cut)}</span>
      <span class="middle-tail">{text.slice(cut)}</span>
    </span>
  );
}
