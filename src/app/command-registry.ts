import { computed, type ReadonlySignal, signal } from "@preact/signals";

/** What only some views can do, each in its own way. */
export const VIEW_COMMANDS = [
  { id: "view.cancel", name: "Leave what was begun in this view", keys: [] },
  { id: "view.fit", name: "Fit everything into the view", keys: ["f"] },
  { id: "view.table", name: "Show as a table", keys: ["t"] },
  { id: "view.why-not", name: "Why not? Ask about two segments", keys: ["y"] },
  { id: "zoom.in", name: "Zoom in", keys: ["w"] },
  { id: "zoom.out", name: "Zoom out", keys: ["s"] },
  { id: "pan.left", name: "Move left", keys: ["a"] },
  { id: "pan.right", name: "Move right", keys: ["d"] },
  { id: "link.next", name: "Follow the link to what comes after", keys: ["]"] },
  { id: "link.previous", name: "Follow the link to what comes before", keys: ["["] },
  { id: "list.next", name: "Next in the list", keys: ["j"] },
  { id: "list.previous", name: "Previous in the list", keys: ["k"] },
  { id: "sql.run", name: "Run the statement", keys: ["Ctrl+Enter"] },
] as const satisfies readonly { readonly id: string; readonly name: string; readonly keys: readonly string[] }[];

export type ViewCommandId = (typeof VIEW_COMMANDS)[number]["id"];

/**
 * Who carries out the commands of views: what is on screen registers itself and goes again, so that shortcuts, palette
 * and help know what works right now.
 */
export class CommandRegistry {
  private readonly stacks = signal<ReadonlyMap<ViewCommandId, readonly (() => void)[]>>(new Map());
  /** For each command that works now the handler that came last. */
  readonly handlers: ReadonlySignal<ReadonlyMap<ViewCommandId, () => void>> = computed(
    () => new Map([...this.stacks.value].map(([id, stack]) => [id, stack[stack.length - 1]])),
  );

  /** The command is carried out so from now on; returns what ends that. Handlers before come back then. */
  register(id: ViewCommandId, run: () => void): () => void {
    // An object of its own: the same function may be registered twice.
    const handler = () => run();
    this.put(id, [...(this.stacks.peek().get(id) ?? []), handler]);
    return () =>
      this.put(
        id,
        (this.stacks.peek().get(id) ?? []).filter((other) => other !== handler),
      );
  }

  private put(id: ViewCommandId, stack: readonly (() => void)[]): void {
    const next = new Map(this.stacks.peek());
    if (stack.length === 0) next.delete(id);
    else next.set(id, stack);
    this.stacks.value = next;
  }
}

/** The one of the page. */
export const commandRegistry = new CommandRegistry();
