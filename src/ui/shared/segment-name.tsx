/** A segment as "task · label": the task in grey, the label in ink; a hand-off with its sign. */
export function SegmentName({ name, isHandOff = false }: { readonly name: string; readonly isHandOff?: boolean }) {
  if (isHandOff) {
    return (
      <span class="segment-name" title={name}>
        <span class="segment-task">hand-off</span> {name}
      </span>
    );
  }
  const dot = name.indexOf(" · ");
  if (dot < 0)
    return (
      <span class="segment-name" title={name}>
        {name}
      </span>
    );
  return (
    <span class="segment-name" title={name}>
      <span class="segment-task">{name.slice(0, dot)}</span> {name.slice(dot + 3)}
    </span>
  );
}
