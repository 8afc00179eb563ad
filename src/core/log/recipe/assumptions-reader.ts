import type { TimeAssumptions, ZoneTable } from "../source-plan.ts";
import { type DocumentReader, optional } from "./document-reader.ts";

const FOLDS = ["first", "second"] as const;

/** Reads what is taken for granted where stamps do not tell it. */
export function readAssumptions(reader: DocumentReader, value: unknown, path: string): TimeAssumptions {
  const assume = reader.object(value, path, ["zone", "fold", "latest"]);
  return {
    ...optional(assume, path, "zone", (zone, at) => readZone(reader, zone, at)),
    ...optional(assume, path, "fold", (fold, at) => reader.oneOf(fold, at, FOLDS)),
    ...optional(assume, path, "latest", (latest, at) => reader.text(latest, at)),
  };
}

function readZone(reader: DocumentReader, value: unknown, path: string): number | ZoneTable {
  if (typeof value === "number") return reader.number(value, path);
  const zone = reader.object(value, path, ["name", "offsets"]);
  const offsets = reader.list(zone.get("offsets"), `${path}.offsets`, (entry, at) => {
    const offset = reader.object(entry, at, ["fromSeconds", "minutes"]);
    return {
      fromSeconds: reader.number(offset.get("fromSeconds"), `${at}.fromSeconds`),
      minutes: reader.number(offset.get("minutes"), `${at}.minutes`),
    };
  });
  return { name: reader.text(zone.get("name"), `${path}.name`), offsets };
}
