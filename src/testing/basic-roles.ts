import type { Roles } from "../core/log/source-plan.ts";

/** Roles of small test logs: request `r`, time `t` in ms, and nothing but what is given. */
export function basicRoles(more: Partial<Roles> = {}): Roles {
  return {
    request: [{ column: "r" }],
    time: { column: "t", unit: "ms" },
    task: [],
    label: [],
    keys: [],
    attributes: [],
    ...more,
  };
}
