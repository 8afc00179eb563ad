import { encodeUtf8 } from "../bytes.ts";
import { NONE } from "../units.ts";

/** Paths with more dots than this are refused: each dot may double the ways to read them. */
export const MAX_PATH_SEGMENTS = 16;

/**
 * A set of wanted paths below one JSON value, as a tree.
 *
 *     "trace.id", "host"        {"trace":{"id":1}} and {"trace.id":1} both reach slot 0
 *
 *     root ─ "host" ──────── slot 1
 *          ├ "trace" ─ "id" ─ slot 0
 *          └ "trace.id" ───── slot 0
 */
export interface PathNode {
  readonly slot: number;
  readonly keys: readonly Uint8Array[];
  readonly children: readonly PathNode[];
  /** The children whose key is an array index. */
  readonly elements: ReadonlyMap<number, PathNode>;
}

/** Compiles dotted paths; path i fills slot i. A dot separates keys or belongs to one: both readings are followed. */
export function compilePaths(paths: readonly string[]): PathNode {
  return compileNode(paths.map((path, slot) => ({ rest: path, slot })));
}

interface Suffix {
  readonly rest: string;
  readonly slot: number;
}

function compileNode(suffixes: readonly Suffix[]): PathNode {
  const byKey = new Map<string, Suffix[]>();
  let slot = NONE;
  for (const suffix of suffixes) {
    if (suffix.rest === "") {
      slot = suffix.slot;
      continue;
    }
    for (let dot = suffix.rest.indexOf("."); ; dot = suffix.rest.indexOf(".", dot + 1)) {
      const key = dot < 0 ? suffix.rest : suffix.rest.slice(0, dot);
      const rest = dot < 0 ? "" : suffix.rest.slice(dot + 1);
      const below = byKey.get(key);
      if (dot < 0 || rest !== "") {
        if (below) below.push({ rest, slot: suffix.slot });
        else byKey.set(key, [{ rest, slot: suffix.slot }]);
      }
      if (dot < 0) break;
    }
  }
  const keys = [...byKey.keys()];
  const children = keys.map((key) => compileNode(byKey.get(key) ?? []));
  const elements = new Map<number, PathNode>();
  keys.forEach((key, i) => {
    if (/^(0|[1-9]\d{0,5})$/.test(key)) elements.set(Number(key), children[i]);
  });
  return { slot, keys: keys.map(encodeUtf8), children, elements };
}
