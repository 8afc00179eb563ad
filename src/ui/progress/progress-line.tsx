/** A thin bar with its name; the share is read out, changes politely. */
export function ProgressLine({ label, share }: { readonly label: string; readonly share: number }) {
  return <progress class="progress-line" aria-label={label} max={1} value={Math.max(0, Math.min(1, share))} />;
}
