import type { Failure } from "../../outcome.ts";
import type { Roles, TimeAssumptions, TimeReference, ZoneTable } from "../source-plan.ts";
import { parseLocalSeconds } from "./local-time.ts";
import { parseStampPattern, type StampPattern } from "./stamp-pattern.ts";

const MAX_ZONE_MINUTES = 18 * 60;

/**
 * What keeps the stamps of a plan from being read, undefined if nothing does. R_STAMP: a form that is none. R_TIME: year
 * or date of the time are neither written nor assumed, or an assumption is no time or zone.
 */
export function stampProblem(roles: Roles, assume: TimeAssumptions = {}): Failure | undefined {
  const assumed = assumptionProblem(assume);
  if (assumed !== "") return { code: "R_TIME", message: assumed };
  const references = [roles.time, roles.outerTime, roles.endTime];
  for (const reference of references) {
    for (const form of reference === undefined ? [] : patternsOf(reference)) {
      if (!form.ok) return form.failure;
      // An end is close to its start, so that it needs no date of its own.
      const needs = reference === roles.endTime ? "" : missingPart(form.value);
      const isTold = assume.latest !== undefined || (reference === roles.time && roles.outerTime !== undefined);
      if (needs === "" || isTold) continue;
      const message = `stamps like ${form.value.text} tell no ${needs}: the plan must say one, or name an outer stamp`;
      return { code: "R_TIME", message };
    }
  }
  return undefined;
}

function patternsOf({ unit, stamp, also = [] }: TimeReference) {
  return [{ unit, stamp }, ...also].flatMap((form) =>
    form.unit === "stamp" ? [parseStampPattern(form.stamp ?? "")] : [],
  );
}

function missingPart({ hasYear, hasDate }: StampPattern): string {
  return hasYear ? "" : hasDate ? "year" : "date";
}

function assumptionProblem({ zone, latest }: TimeAssumptions): string {
  if (latest !== undefined && Number.isNaN(parseLocalSeconds(latest))) {
    return `the latest time is like 2023-01-29T17:30:00, seen ${latest}`;
  }
  if (zone === undefined) return "";
  const isOffset = (minutes: number) => Number.isInteger(minutes) && Math.abs(minutes) <= MAX_ZONE_MINUTES;
  if (typeof zone === "number") return isOffset(zone) ? "" : `a zone is at most 18 h from UTC, seen ${zone} minutes`;
  if (!zone.offsets.every(({ minutes }) => isOffset(minutes)))
    return `zone ${zone.name} has an offset of more than 18 h`;
  return isAscending(zone) ? "" : `zone ${zone.name} needs offsets in the order of time`;
}

function isAscending({ offsets }: ZoneTable): boolean {
  return (
    offsets.length > 0 && offsets.every(({ fromSeconds }, i) => i === 0 || fromSeconds > offsets[i - 1].fromSeconds)
  );
}
