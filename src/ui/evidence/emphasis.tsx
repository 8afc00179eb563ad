/** A sentence with the first of some phrases that it contains in strong type. */
export function Emphasis({ text, phrases }: { readonly text: string; readonly phrases: readonly string[] }) {
  const phrase = phrases.find((each) => text.includes(` ${each} `));
  if (phrase === undefined) return <>{text}</>;
  const at = text.indexOf(` ${phrase} `) + 1;
  return (
    <>
      {text.slice(0, at)}
      <strong>{phrase}</strong>
      {text.slice(at + phrase.length)}
    </>
  );
}
