import { useState } from "preact/hooks";
import type { GraphNode } from "../../core/present/graph-nodes.ts";
import { formatCount, formatCountOf } from "../../core/present/number-format.ts";
import { Icon } from "../shared/icon.tsx";
import { useDisclosure } from "../shared/use-disclosure.ts";
import type { GraphScene } from "./graph-scene.ts";
import { nameOf } from "./graph-scene.ts";
import { nodesNamed } from "./graph-steps.ts";

interface FindBoxProps {
  readonly scene: GraphScene;
  /** Hidden by the user, of the class on screen. */
  readonly hidden: readonly GraphNode[];
  readonly onFound: (id: number) => void;
  readonly onHidden: (ids: readonly number[]) => void;
}

/** Finds segments by name: Enter goes from one to the next. Those found can be hidden; those hidden are listed. */
export function FindBox({ scene, hidden, onFound, onHidden }: FindBoxProps) {
  const [text, setText] = useState("");
  const [turn, setTurn] = useState(-1);
  const { isOpen, root, open, close } = useDisclosure();
  const found = nodesNamed(scene, text);
  const hiddenIds = hidden.map(({ id }) => id);
  const step = (by: number) => {
    if (found.length === 0) return;
    const next = (turn + by + found.length) % found.length;
    setTurn(next);
    onFound(found[next].node.id);
  };
  const status =
    found.length === 0
      ? "no segment has this name"
      : `${turn >= 0 ? `${formatCount(turn + 1)} of ` : ""}${formatCountOf(found.length, "segment")}`;
  return (
    <div class="popover popover-left graph-find" ref={root}>
      <label class="graph-find-field">
        <Icon name="search" />
        <input
          type="text"
          placeholder="Find or hide"
          aria-label="Find or hide a segment"
          value={text}
          data-testid="graph-find"
          onFocus={open}
          onInput={(event) => {
            setText(event.currentTarget.value);
            setTurn(-1);
            open();
          }}
          onKeyDown={(event) => {
            if (event.key !== "Enter") return;
            event.preventDefault();
            step(event.shiftKey ? -1 : 1);
          }}
        />
      </label>
      {isOpen && (text.trim() !== "" || hidden.length > 0) && (
        <section class="popover-panel graph-hidden" aria-label="Segments found and hidden">
          {text.trim() !== "" && (
            <ul>
              <li>
                <span role="status">{status}</span>
                {found.length > 0 && (
                  <>
                    <button type="button" class="link" onClick={() => step(1)}>
                      Next <kbd>⏎</kbd>
                    </button>
                    <button
                      type="button"
                      class="link"
                      onClick={() => {
                        onHidden([...hiddenIds, ...found.map(({ node }) => node.id)]);
                        setText("");
                        close(false);
                      }}
                    >
                      Hide {found.length === 1 ? "it" : `these ${formatCount(found.length)}`}
                    </button>
                  </>
                )}
              </li>
            </ul>
          )}
          {hidden.length > 0 && (
            <>
              <p class="graph-hidden-head">{formatCountOf(hidden.length, "segment")} hidden by you</p>
              <ul>
                {hidden.map((node) => (
                  <li key={node.id}>
                    <span>{nameOf(node)}</span>
                    <button
                      type="button"
                      class="link"
                      aria-label={`Show ${nameOf(node)}`}
                      onClick={() => onHidden(hiddenIds.filter((id) => id !== node.id))}
                    >
                      Show
                    </button>
                  </li>
                ))}
              </ul>
            </>
          )}
        </section>
      )}
    </div>
  );
}
