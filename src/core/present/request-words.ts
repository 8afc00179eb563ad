import type { DetailEvent } from "../analysis/request-detail.ts";
import { formatCountOf } from "./number-format.ts";

/**
 * "09:00:35.241 · web-1 · 6 events": when a request began, where it was and how many events it has. Events that name no host
 * are of none.
 * @param clock writes moments of the dataset
 * @param className null where the class is known from elsewhere
 */
export function requestFacts(
  { events }: { readonly events: readonly Pick<DetailEvent, "host" | "timeNs">[] },
  clock: (timeNs: number) => string,
  className: string | null,
): string {
  const hosts = [...new Set(events.map(({ host }) => host).filter((host) => host !== ""))];
  const facts = [
    events.length === 0 ? null : clock(events[0].timeNs),
    hosts.length === 0 ? null : hosts.length === 1 ? hosts[0] : formatCountOf(hosts.length, "host"),
    formatCountOf(events.length, "event"),
    className,
  ];
  return facts.filter((fact) => fact !== null).join(" · ");
}
