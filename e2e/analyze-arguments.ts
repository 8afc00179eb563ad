import { readdirSync, statSync } from "node:fs";
import { join, resolve } from "node:path";

export const USAGE =
  "usage: npm run analyze -- FILE... --out DIR [--recipe FILE] [--workers N] [--memory BYTES] [--timeout SECONDS]";

export interface AnalyzeArguments {
  /** Absolute paths; folders are replaced by the files in them, the recipe is last. */
  readonly files: readonly string[];
  readonly outFolder: string;
  /** Query of the page's address. */
  readonly query: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
}

/** Reads the command line. Throws an Error with one sentence for the user. */
export function parseArguments(args: readonly string[]): AnalyzeArguments {
  const paths: string[] = [];
  const options = new Map<string, string>();
  for (let i = 0; i < args.length; i++) {
    const argument = args[i];
    if (!argument.startsWith("--")) {
      paths.push(argument);
      continue;
    }
    const name = argument.slice(2);
    if (!["out", "recipe", "workers", "memory", "timeout"].includes(name))
      throw new Error(`unknown option ${argument}; ${USAGE}`);
    const value = args[++i];
    if (value === undefined) throw new Error(`${argument} needs a value; ${USAGE}`);
    options.set(name, value);
  }
  const out = options.get("out");
  if (out === undefined || paths.length === 0) throw new Error(USAGE);
  const recipe = options.get("recipe");
  const query = Object.fromEntries(
    ["workers", "memory"].flatMap((name) => (options.has(name) ? [[name, String(positive(options, name))]] : [])),
  );
  return {
    files: [...paths.flatMap(filesOf), ...(recipe === undefined ? [] : filesOf(recipe))],
    outFolder: resolve(out),
    query: { ...query, rejects: "accept" },
    timeoutMs: (options.has("timeout") ? positive(options, "timeout") : 3600) * 1000,
  };
}

function positive(options: ReadonlyMap<string, string>, name: string): number {
  const value = Number(options.get(name));
  if (!Number.isInteger(value) || value <= 0) throw new Error(`--${name} must be a whole number above 0; ${USAGE}`);
  return value;
}

function filesOf(path: string): string[] {
  const info = statSync(path, { throwIfNoEntry: false });
  if (info === undefined) throw new Error(`no such file: ${path}`);
  if (!info.isDirectory()) return [resolve(path)];
  const inside = readdirSync(path, { recursive: true, encoding: "utf8" }).sort();
  return inside.map((name) => resolve(join(path, name))).filter((file) => statSync(file).isFile());
}
