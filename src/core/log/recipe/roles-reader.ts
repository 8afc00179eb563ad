import type { Roles } from "../source-plan.ts";
import { type DocumentReader, optional } from "./document-reader.ts";
import {
  EPOCH_UNITS,
  readField,
  readLabelPart,
  readMeasuredField,
  readNamedField,
  readStage,
  readTime,
} from "./field-reader.ts";

const ROLE_NAMES =
  "request time outerTime endTime duration stampIs stages host service task label outcome keys attributes".split(" ");
const STAMP_MEANINGS = ["start", "end"] as const;

/** Reads which field plays which role; lists that are missing are empty. */
export function readRoles(reader: DocumentReader, value: unknown, path: string): Roles {
  const roles = reader.object(value, path, ROLE_NAMES);
  const many = <T>(name: string, read: (reader: DocumentReader, value: unknown, path: string) => T): T[] =>
    roles.has(name)
      ? reader.list(roles.get(name), `${path}.${name}`, (member, place) => read(reader, member, place))
      : [];
  const one = <K extends string, T>(name: K, read: (reader: DocumentReader, value: unknown, path: string) => T) =>
    optional(roles, path, name, (member, place) => read(reader, member, place));
  return {
    request: many("request", readField),
    time: readTime(reader, roles.get("time"), `${path}.time`),
    ...one("outerTime", readTime),
    ...one("endTime", readTime),
    ...optional(roles, path, "duration", (duration, at) => readMeasuredField(reader, duration, at, EPOCH_UNITS)),
    ...optional(roles, path, "stampIs", (meaning, at) => reader.oneOf(meaning, at, STAMP_MEANINGS)),
    ...(roles.has("stages") && { stages: many("stages", readStage) }),
    ...one("host", readField),
    ...one("service", readField),
    task: many("task", readField),
    label: many("label", readLabelPart),
    ...one("outcome", readField),
    keys: many("keys", readNamedField),
    attributes: many("attributes", readNamedField),
  };
}
