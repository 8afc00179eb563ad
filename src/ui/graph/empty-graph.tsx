interface EmptyGraphProps {
  readonly reason: string;
  readonly onMapping: () => void;
}

/** A class without segments: why that is, and what would give it some. */
export function EmptyGraph({ reason, onMapping }: EmptyGraphProps) {
  return (
    <section class="graph-empty" data-testid="graph-empty">
      <h1>No segments to draw</h1>
      <p>{reason}</p>
      <p class="quiet">
        A segment needs a begin and an end: a column that names the task, thread or span of every line, or labels that
        come in pairs, such as “render start” and “render end”.
      </p>
      <button type="button" class="button" onClick={onMapping}>
        Change the roles of columns
      </button>
    </section>
  );
}
