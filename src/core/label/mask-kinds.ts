import { encodeUtf8 } from "../bytes.ts";

/**
 * What is masked in a message, in the order in which it is looked for. "id" is a mix of letters and digits that no
 * number explains, "amount" a number with its unit, "list" a run of like values.
 */
export const MASK_KINDS = [
  "stamp",
  "uuid",
  "url",
  "email",
  "mac",
  "ip",
  "hex",
  "id",
  "host",
  "path",
  "amount",
  "num",
  "list",
] as const;

export type MaskKind = (typeof MASK_KINDS)[number];

export const STAMP = 0;
export const UUID = 1;
export const URL = 2;
export const EMAIL = 3;
export const MAC = 4;
export const IP = 5;
export const HEX = 6;
export const ID = 7;
export const HOST = 8;
export const PATH = 9;
export const AMOUNT = 10;
export const NUM = 11;
export const LIST = 12;

/** What stands in a masked text for a value of each kind, by number of kind: "<stamp>", "<uuid>", … */
export const PLACEHOLDERS: readonly Uint8Array[] = MASK_KINDS.map((kind) => encodeUtf8(`<${kind}>`));

/** Names of masks, built in or of users: letters and dashes, so that no mask finds anything in a placeholder. */
export const MASK_NAME = /^[a-z]+(?:-[a-z]+)*$/;
/** A name of this length keeps a masked text short enough for its buffer. */
export const MAX_MASK_NAME = 24;
