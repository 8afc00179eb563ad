import type { LabelRules } from "../../label/label-rules.ts";
import { MASK_KINDS } from "../../label/mask-kinds.ts";
import { type DocumentReader, optional } from "./document-reader.ts";

/** Reads what users changed about labels from free text. */
export function readLabelRules(reader: DocumentReader, value: unknown, path: string): LabelRules {
  const rules = reader.object(value, path, ["masks", "unmasked", "splits", "merges", "apart", "flagged"]);
  const each = <K extends string, T>(name: K, read: (value: unknown, path: string) => T) =>
    optional(rules, path, name, (list, at) => reader.list(list, at, read));
  return {
    ...each("masks", (one, at) => {
      const mask = reader.object(one, at, ["name", "pattern"]);
      return {
        name: reader.text(mask.get("name"), `${at}.name`),
        pattern: reader.text(mask.get("pattern"), `${at}.pattern`),
      };
    }),
    ...each("unmasked", (one, at) => reader.oneOf(one, at, MASK_KINDS)),
    ...each("splits", (one, at) => {
      const split = reader.object(one, at, ["label", "position"]);
      return {
        label: reader.text(split.get("label"), `${at}.label`),
        position: reader.number(split.get("position"), `${at}.position`),
      };
    }),
    ...each("merges", (one, at) => {
      const merge = reader.object(one, at, ["labels", "into"]);
      return {
        labels: reader.texts(merge.get("labels"), `${at}.labels`),
        into: reader.text(merge.get("into"), `${at}.into`),
      };
    }),
    ...each("apart", (one, at) => reader.texts(one, at)),
    ...each("flagged", (one, at) => reader.texts(one, at)),
  };
}
