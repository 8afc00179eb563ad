import type { DetectedReading } from "../detect.ts";
import type { PlanPatch } from "../plan-warning.ts";
import { type ZoneSibling, zoneFromSiblings } from "./zone-evidence.ts";

export interface NamedReading {
  readonly name: string;
  readonly reading: DetectedReading;
}

/**
 * The zones that files without one get from the others of one drop: by name, what to change in their plans. Files whose
 * stamps tell their zone, or whose outer stamps do, are believed; the others are left alone where nothing is clear.
 */
export function siblingZones(files: readonly NamedReading[]): Map<string, PlanPatch> {
  const siblings = files.map(({ name, reading }): ZoneSibling => {
    const { min, max } = reading.stampRangeNs;
    return {
      name,
      hasZone: !lacksZone(reading),
      minSeconds: Number(min / 1_000_000_000n),
      maxSeconds: Number(max / 1_000_000_000n),
    };
  });
  const known = siblings.filter(({ maxSeconds }) => maxSeconds > 0);
  const patches = new Map<string, PlanPatch>();
  for (const sibling of known) {
    if (sibling.hasZone) continue;
    const zone = zoneFromSiblings(sibling, known);
    if (zone !== undefined) patches.set(sibling.name, { assume: { zone } });
  }
  return patches;
}

function lacksZone({ plan, warnings = [] }: DetectedReading): boolean {
  return plan.assume?.zone === undefined && warnings.some(({ code }) => code === "T_NO_ZONE");
}
