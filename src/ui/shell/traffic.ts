import { signal } from "@preact/signals";

export interface Traffic {
  /** Requests of the page to another origin. */
  readonly foreign: number;
  /** Attempts that the policy of the page stopped. */
  readonly stopped: number;
}

/** What the page itself has seen of its traffic; its workers are under the same policy. */
export const traffic = signal<Traffic>({ foreign: 0, stopped: 0 });

/** Begins to count, with everything since the page opened. */
export function watchTraffic(): void {
  document.addEventListener("securitypolicyviolation", ({ effectiveDirective, disposition }) => {
    if (disposition !== "enforce" || !/^(connect|img|font|media|frame|default)-src/.test(effectiveDirective)) return;
    traffic.value = { ...traffic.value, stopped: traffic.value.stopped + 1 };
  });
  new PerformanceObserver((list) => {
    const foreign = list.getEntries().filter(({ name }) => isForeign(name)).length;
    if (foreign > 0) traffic.value = { ...traffic.value, foreign: traffic.value.foreign + foreign };
  }).observe({ type: "resource", buffered: true });
}

function isForeign(address: string): boolean {
  const { origin, protocol } = new URL(address, location.href);
  return protocol.startsWith("http") && origin !== location.origin;
}
