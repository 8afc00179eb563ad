import { type Signal, signal } from "@preact/signals";
import type { ComponentChild, ComponentType } from "preact";
import { useEffect } from "preact/hooks";
import { sentenceOf } from "./answer.ts";
import { Notice } from "./notice.tsx";

type Loaded<Props> = { readonly Part: ComponentType<Props> } | { readonly problem: string };

/** A part of the page whose code is a chunk of its own, loaded once for all places where it stands. */
export class LazyPart<Props extends object> {
  readonly loaded: Signal<Loaded<Props> | null> = signal(null);

  /**
   * @param what begins the sentence that tells a failure: "This view"
   * @param fetch resolves with the component
   */
  constructor(
    readonly what: string,
    private readonly fetch: () => Promise<ComponentType<Props>>,
  ) {}

  /** Loads the code, unless it is there; a failure is told where the part stands. */
  async load(): Promise<void> {
    const known = this.loaded.peek();
    if (known !== null && "Part" in known) return;
    this.loaded.value = await this.fetch().then(
      (Part): Loaded<Props> => ({ Part }),
      (error): Loaded<Props> => ({ problem: sentenceOf(error) }),
    );
  }
}

interface LazySlotProps<Props extends object> {
  readonly part: LazyPart<Props>;
  readonly props: Props;
  /** What stands around a failure, and empty while the part is waited for. */
  readonly frame: (content: ComponentChild) => ComponentChild;
}

/** Where a part stands: nothing at first, then the part, or why it could not be loaded. */
export function LazySlot<Props extends object>({ part, props, frame }: LazySlotProps<Props>) {
  const { value } = part.loaded;
  useEffect(() => {
    void part.load();
  }, [part]);
  if (value === null) return <>{frame(<div aria-busy="true" />)}</>;
  if ("Part" in value) return <value.Part {...props} />;
  const retry = (
    <button type="button" class="button" onClick={() => void part.load()}>
      Try again
    </button>
  );
  return (
    <>
      {frame(
        <Notice tone="error" action={retry}>
          {part.what} could not be loaded: {value.problem}
        </Notice>,
      )}
    </>
  );
}
