import type { PathLevel } from "../../core/present/path-rows.ts";

/** Critical time as a bar in the accent; the number beside it says the same. */
export function PathBar({ share, level }: { readonly share: number; readonly level: PathLevel }) {
  if (share <= 0) return null;
  // Nothing that occurred disappears: 1 px is the least.
  const width = `${Math.min(1, share) * 100}%`;
  return (
    <svg class="path-bar" width="100%" height="10" aria-hidden="true" focusable="false">
      <rect class={`path-bar-${level}`} x="0.5" y="0.5" width={width} height="9" />
      <rect class={`path-bar-${level}`} x="0.5" y="0.5" width="1" height="9" />
    </svg>
  );
}
