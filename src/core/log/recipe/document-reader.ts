import { failure, type Outcome } from "../../outcome.ts";

/** Objects become maps: names like "__proto__" are names like any other, and unknown. */
export type JsonObject = ReadonlyMap<string, unknown>;

/** Characters of a wrong value that are repeated. */
const MOST_SEEN = 60;

/**
 * Reads JSON value by value. The first trouble is kept with its path, and reading goes on with a neutral value, so that
 * the code reads like the document.
 */
export class DocumentReader {
  problem: Outcome<never> | undefined;

  /** @param what how the document itself is called: "the recipe" */
  constructor(private readonly what: string) {}

  object(value: unknown, path: string, names: readonly string[]): JsonObject {
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      this.expect(path, "an object", value);
      return new Map();
    }
    const entries = new Map(Object.entries(value));
    for (const name of entries.keys()) {
      if (!names.includes(name))
        this.expect(path === "" ? name : `${path}.${name}`, `one of ${names.join(", ")}`, name);
    }
    return entries;
  }

  /** The members of a list, each read with its path. */
  list<T>(value: unknown, path: string, read: (member: unknown, path: string) => T): T[] {
    if (Array.isArray(value)) return value.map((member, i) => read(member, `${path}[${i}]`));
    this.expect(path, "a list", value);
    return [];
  }

  text(value: unknown, path: string, mayBeEmpty = false): string {
    if (typeof value === "string" && (mayBeEmpty || value !== "")) return value;
    this.expect(path, "a text", value);
    return "";
  }

  texts(value: unknown, path: string, mayBeEmpty = false): string[] {
    return this.list(value, path, (member, at) => this.text(member, at, mayBeEmpty));
  }

  boolean(value: unknown, path: string): boolean {
    if (typeof value !== "boolean") this.expect(path, "true or false", value);
    return value === true;
  }

  number(value: unknown, path: string): number {
    if (typeof value === "number" && Number.isSafeInteger(value)) return value;
    this.expect(path, "a whole number", value);
    return 0;
  }

  oneOf<U extends string>(value: unknown, path: string, allowed: readonly U[]): U {
    const found = allowed.find((one) => one === value);
    if (found === undefined) this.expect(path, allowed.map((one) => `"${one}"`).join(" or "), value);
    return found ?? allowed[0];
  }

  /** Keeps the trouble, unless there was one before. Failure R_SHAPE. */
  expect(path: string, expected: string, seen: unknown): void {
    const text = seen === undefined ? "nothing" : JSON.stringify(seen).slice(0, MOST_SEEN);
    this.fail("R_SHAPE", `${path === "" ? this.what : path}: seen ${text}, expected ${expected}`);
  }

  fail(code: string, message: string): void {
    this.problem ??= failure(code, message);
  }
}

/** `{ [name]: read(value, path) }` if the object has the name, else nothing. */
export function optional<K extends string, T>(
  object: JsonObject,
  path: string,
  name: K,
  read: (value: unknown, path: string) => T,
): { readonly [P in K]?: T } {
  return (object.has(name) ? { [name]: read(object.get(name), `${path}.${name}`) } : {}) as { readonly [P in K]?: T };
}
