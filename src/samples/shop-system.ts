import { aroundMs, type SystemSpec, withinMs } from "./system-spec.ts";

/**
 * A small shop with everything that formats have to carry: several hosts of a role, a fan-out whose branches are joined, a
 * loop, an optional step, two classes of requests, a lock.
 *
 *     web    |receive order|                                      |send answer|
 *     cart                 |read item ×1…4|
 *     stock                |reserve |  lock                |
 *     pay                  |   charge  |  lock |
 */
export function shopSystem(): SystemSpec {
  const ms = (median: number) => aroundMs(median, 0.4);
  return {
    name: "shop",
    originNs: 1_700_000_000_000_000_000n,
    // With its digits an id as tracers draw them.
    idPrefix: "4bf92f3577b34da6a3ce929d",
    idDigits: 8,
    roles: [
      { name: "edge", hosts: ["edge-1", "edge-2"] },
      { name: "inner", hosts: ["inner-1", "inner-2", "inner-3"] },
      { name: "ledger", hosts: ["ledger-1"] },
    ],
    tasks: [
      { name: "web", role: "edge", component: "web" },
      { name: "cart", role: "inner", component: "cart" },
      { name: "stock", role: "inner", component: "stock" },
      { name: "pay", role: "ledger", component: "payment" },
    ],
    classes: [
      { name: "order", weight: 3 },
      { name: "offer", weight: 1 },
    ],
    options: [{ name: "gift", probability: 0.4 }],
    steps: [
      { name: "receive", task: "web", after: [], duration: ms(5), begin: "request received", end: "request checked" },
      {
        name: "read items",
        task: "cart",
        after: ["receive"],
        delay: withinMs(2, 0.5),
        duration: ms(4),
        repeat: [1, 4],
        begin: "reading item",
        end: "item read",
      },
      {
        name: "reserve",
        task: "stock",
        after: ["receive"],
        delay: withinMs(2, 0.5),
        duration: ms(12),
        lock: "shelf",
        begin: "reserving stock",
        end: "stock reserved",
      },
      {
        name: "charge",
        task: "pay",
        after: ["receive"],
        classes: ["order"],
        delay: withinMs(3, 0.5),
        duration: ms(15),
        lock: "shelf",
        begin: "charging card",
        end: "card charged",
      },
      {
        name: "wrap",
        task: "stock",
        after: ["reserve"],
        option: "gift",
        duration: ms(6),
        begin: "wrapping gift",
        end: "gift wrapped",
      },
      {
        name: "answer",
        task: "web",
        after: ["read items", "reserve", "charge", "wrap"],
        delay: withinMs(1, 0.5),
        duration: ms(3),
        begin: "writing answer",
        end: "answer sent",
      },
    ],
  };
}
