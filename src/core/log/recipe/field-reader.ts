import type {
  FieldReference,
  LabelReference,
  NamedReference,
  StageReference,
  StampForm,
  TimeReference,
  TimeUnit,
} from "../source-plan.ts";
import { type DocumentReader, type JsonObject, optional } from "./document-reader.ts";

const FIELD_NAMES = ["column", "json", "pattern"];
export const EPOCH_UNITS = ["s", "ms", "us", "ns"] as const;
const TIME_UNITS: readonly TimeUnit[] = ["iso", ...EPOCH_UNITS, "stamp"];

/** Reads where a value is found; a plain column is its name. */
export function readField(reader: DocumentReader, value: unknown, path: string): FieldReference {
  if (typeof value === "string") return { column: reader.text(value, path) };
  return readPlace(reader, reader.object(value, path, FIELD_NAMES), path);
}

export function readLabelPart(reader: DocumentReader, value: unknown, path: string): LabelReference {
  if (typeof value === "string") return readField(reader, value, path);
  const field = reader.object(value, path, [...FIELD_NAMES, "mined"]);
  const mined = field.has("mined") && reader.boolean(field.get("mined"), `${path}.mined`);
  return { ...readPlace(reader, field, path), ...(mined && { mined }) };
}

/** A key or an attribute. */
export function readNamedField(reader: DocumentReader, value: unknown, path: string): NamedReference {
  const field = reader.object(value, path, ["name", ...FIELD_NAMES]);
  return { ...readPlace(reader, field, path), name: reader.text(field.get("name"), `${path}.name`) };
}

/** A duration. */
export function readMeasuredField<U extends string>(
  reader: DocumentReader,
  value: unknown,
  path: string,
  units: readonly U[],
): FieldReference & { unit: U } {
  const field = reader.object(value, path, [...FIELD_NAMES, "unit"]);
  return { ...readPlace(reader, field, path), unit: reader.oneOf(field.get("unit"), `${path}.unit`, units) };
}

/** A part of a record's duration. */
export function readStage(reader: DocumentReader, value: unknown, path: string): StageReference {
  const field = reader.object(value, path, ["name", ...FIELD_NAMES, "unit"]);
  return {
    ...readPlace(reader, field, path),
    unit: reader.oneOf(field.get("unit"), `${path}.unit`, EPOCH_UNITS),
    name: reader.text(field.get("name"), `${path}.name`),
  };
}

export function readTime(reader: DocumentReader, value: unknown, path: string): TimeReference {
  const field = reader.object(value, path, [...FIELD_NAMES, "unit", "stamp", "also", "nanos"]);
  return {
    ...readPlace(reader, field, path),
    ...readForm(reader, field, path),
    ...optional(field, path, "also", (forms, at) =>
      reader.list(forms, at, (form, place) => readForm(reader, reader.object(form, place, ["unit", "stamp"]), place)),
    ),
    ...optional(field, path, "nanos", (nanos, at) => reader.text(nanos, at)),
  };
}

function readForm(reader: DocumentReader, form: JsonObject, path: string): StampForm {
  return {
    unit: reader.oneOf(form.get("unit"), `${path}.unit`, TIME_UNITS),
    ...optional(form, path, "stamp", (stamp, at) => reader.text(stamp, at)),
  };
}

function readPlace(reader: DocumentReader, field: JsonObject, path: string): FieldReference {
  return {
    column: reader.text(field.get("column"), `${path}.column`),
    ...optional(field, path, "json", (json, at) => reader.text(json, at)),
    ...optional(field, path, "pattern", (pattern, at) => reader.text(pattern, at)),
  };
}
