import { formatCount } from "../../core/present/number-format.ts";
import { Icon } from "./icon.tsx";

/** Rows of every table that may be long. */
export const PAGE_ROWS = 50;

interface PagerProps {
  readonly what: string;
  readonly total: number;
  readonly offset: number;
  /** Rows of a page, at most `PAGE_ROWS`. */
  readonly size?: number;
  readonly onOffset: (offset: number) => void;
}

/** "51–100 of 41,877" with a step to either side; nothing when all rows fit. */
export function Pager({ what, total, offset, size = PAGE_ROWS, onOffset }: PagerProps) {
  if (total <= size) return null;
  const last = Math.min(total, offset + size);
  return (
    <nav class="pager" aria-label={`Pages of ${what}`}>
      <span>
        {formatCount(offset + 1)}–{formatCount(last)} of {formatCount(total)}
      </span>
      <button
        type="button"
        class="button button-icon"
        aria-label={`Previous ${what}`}
        disabled={offset === 0}
        onClick={() => onOffset(Math.max(0, offset - size))}
      >
        <Icon name="previous" />
      </button>
      <button
        type="button"
        class="button button-icon"
        aria-label={`Next ${what}`}
        disabled={last === total}
        onClick={() => onOffset(offset + size)}
      >
        <Icon name="next" />
      </button>
    </nav>
  );
}
