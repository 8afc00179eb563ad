import type { RolePresets } from "../candidate.ts";

/** Lines of the extended log file format of the W3C, whose first lines name their fields. */
export interface W3cLines {
  readonly pattern: string;
  readonly presets: RolePresets;
}

const FIELDS = /^#Fields:\s*(\S.*)$/m;

/**
 * The pattern that a "#Fields:" line tells (IIS, CloudFront); undefined without one. `time-taken` is in ms for IIS, in
 * seconds with a fraction for CloudFront; the stamp is the end of a request, in UTC. Only one such line is understood: the fields of a file do
 * not change.
 */
export function w3cLines(head: string): W3cLines | undefined {
  const names = FIELDS.exec(head)?.[1].trim().split(/\s+/);
  if (names === undefined || new Set(names).size !== names.length) return undefined;
  if (names.some((name) => /[{}:]/.test(name))) return undefined;
  const date = names.indexOf("date");
  const isJoined = date >= 0 && names[date + 1] === "time";
  const fields = names.filter((_, at) => !isJoined || at !== date);
  const method = names.find((name) => name === "cs-method");
  const path = names.find((name) => name === "cs-uri-stem" || name === "cs-uri");
  const pattern = fields
    .map((name) => {
      if (name === "time" && isJoined) return "{time:yyyy-MM-dd HH:mm:ss}";
      return name === path ? `{${name}:route}` : `{${name}}`;
    })
    .join(" ");
  const label = [method, path].filter((name) => name !== undefined);
  const host = names.find((name) => name === "s-computername" || name === "s-ip" || name === "x-edge-location");
  const request = names.find((name) => name === "x-edge-request-id" || /request-?id/i.test(name));
  const taken = names.includes("time-taken");
  return {
    pattern,
    presets: {
      time: "time",
      ...(taken && {
        duration: { column: "time-taken", unit: secondsTaken(head, names) ? "s" : "ms" },
        stampIs: "end",
      }),
      ...(label.length > 0 && { label }),
      ...(names.includes("sc-status") && { outcome: "sc-status" }),
      ...(host !== undefined && { host }),
      ...(request !== undefined && { request: { column: request } }),
      ignore: names.filter((name) => /^(?:cs\(|sc-(?!status$)|s-port|cs-version|cs-bytes|cs-uri-query)/.test(name)),
    },
  };
}

/** Whether the times taken are written with a fraction. */
function secondsTaken(head: string, names: readonly string[]): boolean {
  const at = names.indexOf("time-taken");
  const lines = head.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
  return lines.slice(0, 100).some((line) => /^\d+\.\d+$/.test(line.trim().split(/\s+/)[at] ?? ""));
}
