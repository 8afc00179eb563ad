import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { describe, expect, test } from "vitest";

const ROOT = dirname(import.meta.dirname);

interface Layer {
  /** Folders or files of the layer, the most specific match wins. */
  readonly paths: readonly string[];
  /** Layers it may import besides itself; type imports count. */
  readonly layers: readonly string[];
  readonly packages: readonly string[];
}

/** The dependency rule. A new folder or package needs a row or a word here. */
const LAYERS: Readonly<Record<string, Layer>> = {
  core: { paths: ["src/core/"], layers: [], packages: [] },
  samples: { paths: ["src/samples/"], layers: ["core"], packages: [] },
  testing: {
    paths: ["src/testing/"],
    layers: ["core", "samples"],
    packages: ["fast-check", "node:crypto", "node:fs", "node:os", "node:path", "node:worker_threads", "vite", "vitest"],
  },
  protocol: { paths: ["src/protocol/"], layers: ["core"], packages: ["comlink"] },
  data: {
    paths: ["src/data/"],
    layers: ["core", "protocol"],
    packages: ["@duckdb/duckdb-wasm", "@uwdata/flechette"],
  },
  client: { paths: ["src/client/"], layers: ["core", "protocol"], packages: ["comlink"] },
  workers: {
    paths: ["workers/"],
    layers: ["core", "protocol", "data"],
    packages: [
      "comlink",
      "fflate",
      "fzstd",
      "hyparquet",
      "hyparquet-compressors",
      "@streamparser/json",
      "@dagrejs/dagre",
    ],
  },
  app: {
    paths: ["src/app/"],
    layers: ["core", "data", "client", "protocol"],
    packages: ["@preact/signals"],
  },
  ui: {
    paths: ["src/ui/"],
    layers: ["core", "app"],
    packages: [
      "preact",
      "@preact/signals",
      "cytoscape",
      "uplot",
      "codemirror",
      "@codemirror/autocomplete",
      "@codemirror/commands",
      "@codemirror/lang-sql",
      "@codemirror/language",
      "@codemirror/lint",
      "@codemirror/state",
      "@codemirror/view",
      "@lezer/highlight",
    ],
  },
  main: {
    paths: ["src/main.ts"],
    layers: ["core", "data", "client", "protocol", "workers", "app", "ui"],
    packages: ["preact", "@preact/signals", "comlink"],
  },
};

/** Packages that only one file of a layer may import. */
const ONLY_IN: ReadonlyMap<string, string> = new Map([["protocol comlink", "src/protocol/worker-handle.ts"]]);

/** Technical debt: exceptions to the rule, as "file -> import", each with its reason. */
const TECHNICAL_DEBT: ReadonlyMap<string, string> = new Map([]);

interface SourceFile {
  readonly path: string;
  readonly text: string;
  readonly isTest: boolean;
}

const files = [...sourceFiles("src"), ...sourceFiles("workers")];

describe("the dependency rule", () => {
  test("there is something to check", () => {
    expect(files.length).toBeGreaterThan(5);
  });

  test("every file belongs to a layer", () => {
    const homeless = files.filter(
      (file) => layerOf(file.path) === undefined && file.path !== "src/architecture.test.ts",
    );
    expect(homeless.map((file) => file.path)).toEqual([]);
  });

  test("imports only what its layer may", () => {
    const broken = files.flatMap((file) => importsOf(file).flatMap((target) => brokenRule(file, target)));
    expect(broken).toEqual([]);
  });

  test("views take only types from core, and what present decided", () => {
    const broken = files
      .filter((file) => file.path.startsWith("src/ui/") && !file.isTest)
      .flatMap((file) =>
        valueImportsIn(withoutComments(file.text)).map((target) => [file, resolved(file, target)] as const),
      )
      .filter(([, target]) => target.startsWith("src/core/") && !target.startsWith("src/core/present/"))
      .map(([file, target]) => `${file.path} -> ${target}`)
      .filter((edge) => !TECHNICAL_DEBT.has(edge));
    expect(broken).toEqual([]);
    expect(valueImportsIn(`import type { A } from "./a.ts";\nimport { type B, c } from "./b.ts";`)).toEqual(["./b.ts"]);
    expect(valueImportsIn(`import { type B, type C } from "./b.ts";\nexport * from "./d.ts";`)).toEqual(["./d.ts"]);
  });

  test("no debt outlives its cause", () => {
    const existing = new Set(files.flatMap((file) => importsOf(file).map((target) => `${file.path} -> ${target}`)));
    expect([...TECHNICAL_DEBT.keys()].filter((debt) => !existing.has(debt))).toEqual([]);
  });

  test("the rule itself bites", () => {
    const file = (path: string) => ({ path, text: "", isTest: false });
    expect(brokenRule(file("src/core/log/x.ts"), "src/data/engine.ts")).toHaveLength(1);
    expect(brokenRule(file("src/core/log/x.ts"), "comlink")).toHaveLength(1);
    expect(brokenRule(file("src/ui/graph/x.tsx"), "src/data/engine.ts")).toHaveLength(1);
    expect(brokenRule(file("src/ui/graph/x.tsx"), "preact/hooks")).toEqual([]);
    expect(
      importsIn(`import type { A } from "./a.ts"; export { b } from '../b.ts'; const c = await import("./c.ts");`),
    ).toEqual(["./a.ts", "../b.ts", "./c.ts"]);
    expect(importsIn(`type Edge = "from" | "to";`)).toEqual([]);
    expect(importsIn(`import "./style.css";\nlet x: import("./d.ts").D;`)).toEqual(["./style.css", "./d.ts"]);
  });
});

describe("habits", () => {
  const product = files.filter((file) => !file.isTest);

  test("core asks nobody for the time or for chance", () => {
    const guilty = product.filter(
      (file) =>
        /^src\/(core|samples)\//.test(file.path) &&
        /\bDate\.now\b|\bMath\.random\b|\bnew Date\(\)|\bperformance\.now\b/.test(withoutComments(file.text)),
    );
    expect(guilty.map((file) => file.path)).toEqual([]);
  });

  test("worker entry points stay boring", () => {
    const long = product.filter(
      // What they offer they expose; what several of them use stands in files beside them.
      (file) =>
        file.path.startsWith("workers/") && /^exposeApi\(/m.test(file.text) && file.text.split("\n").length > 50,
    );
    expect(long.map((file) => file.path)).toEqual([]);
  });

  test("SQL lives in data", () => {
    const statement =
      /\b(select\s[^;]{1,200}?\sfrom\s+["\w]|insert\s+into\s+\w|create\s+(or\s+replace\s+)?(temp\s+)?(table|view)\s+\w|delete\s+from\s+\w|drop\s+(table|view)\s+\w)/i;
    const guilty = product.filter(
      (file) =>
        !file.path.startsWith("src/data/") &&
        templatesIn(withoutComments(file.text)).some((text) => statement.test(text)),
    );
    expect(guilty.map((file) => file.path)).toEqual([]);
    expect(statement.test("select request_id from request")).toBe(true);
  });

  test("no HTML strings", () => {
    const guilty = product.filter((file) =>
      /\.(innerHTML|outerHTML)\s*=|insertAdjacentHTML|dangerouslySetInnerHTML|document\.write/.test(file.text),
    );
    expect(guilty.map((file) => file.path)).toEqual([]);
  });

  test("files are named in kebab-case", () => {
    expect(
      files.filter((file) => !/\/[a-z0-9-]+(\.test|\.bench|\.d)?\.tsx?$/.test(file.path)).map((file) => file.path),
    ).toEqual([]);
  });
});

describe("the content security policy", () => {
  test("is the same in the page and in the headers", () => {
    const meta = readFileSync(join(ROOT, "index.html"), "utf8").match(
      /http-equiv="Content-Security-Policy"\s+content="([^"]*)"/,
    );
    const header = readFileSync(join(ROOT, "public/_headers"), "utf8").match(/Content-Security-Policy: (.*)/);
    expect(meta?.[1]).toContain("default-src 'none'");
    expect(meta?.[1]).not.toContain("unsafe-inline");
    expect(header?.[1].trim()).toBe(meta?.[1]);
  });
});

function brokenRule(file: SourceFile, target: string): string[] {
  const name = layerOf(file.path);
  if (name === undefined || TECHNICAL_DEBT.has(`${file.path} -> ${target}`)) return [];
  const layer = LAYERS[name];
  const complaint = [`${file.path} -> ${target}`];
  if (target.startsWith("src/") || target.startsWith("workers/")) {
    const other = layerOf(target);
    if (file.isTest && (other === "testing" || other === "samples")) return [];
    return other === name || (other !== undefined && layer.layers.includes(other)) ? [] : complaint;
  }
  if (file.isTest) return [];
  const packageName = target
    .split("/")
    .slice(0, target.startsWith("@") ? 2 : 1)
    .join("/");
  if (!layer.packages.includes(packageName)) return complaint;
  const only = ONLY_IN.get(`${name} ${packageName}`);
  return only === undefined || only === file.path ? [] : complaint;
}

function layerOf(path: string): string | undefined {
  let best: string | undefined;
  let bestLength = 0;
  for (const [name, layer] of Object.entries(LAYERS)) {
    for (const prefix of layer.paths) {
      if (path.startsWith(prefix) && prefix.length > bestLength) {
        best = name;
        bestLength = prefix.length;
      }
    }
  }
  return best;
}

/** What a file imports: repository paths for relative imports (queries stripped), package specifiers otherwise. */
function importsOf(file: SourceFile): string[] {
  return importsIn(withoutComments(file.text)).map((specifier) => resolved(file, specifier));
}

function resolved(file: SourceFile, specifier: string): string {
  if (!specifier.startsWith(".")) return specifier;
  return normalize(join(dirname(file.path), specifier.replace(/\?.*$/, "")));
}

/** Specifiers of imports and re-exports that bring in more than types. */
function valueImportsIn(text: string): string[] {
  const pattern = /\b(?:import|export)\s+(?!type\b)((?:\{[^}]*\}|[\w*,\s])+?)\s*from\s*["']([^"'\n]+)["']/g;
  return [...text.matchAll(pattern)]
    .filter(([, names]) => !/^\{(\s*type\s+[^,}]+,?)+\s*\}$/.test(names.trim()))
    .map((match) => match[2]);
}

function importsIn(text: string): string[] {
  const pattern =
    /(?:^|[;\n])\s*import\s*["']([^"'\n]+)["']|(?<!["'])\bfrom\s*["']([^"'\n]+)["']|\bimport\(\s*["']([^"'\n]+)["']\s*\)/g;
  return [...text.matchAll(pattern)].map((match) => match[1] ?? match[2] ?? match[3]);
}

function templatesIn(text: string): string[] {
  return [...text.matchAll(/`([^`]*)`|"([^"\n]*)"/g)].map((match) => match[1] ?? match[2]);
}

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/(^|\s)\/\/.*$/gm, "$1");
}

function sourceFiles(folder: string): SourceFile[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => {
      const path = join(folder, name);
      return {
        path,
        text: readFileSync(join(ROOT, path), "utf8"),
        isTest: /\.(test|bench)\.tsx?$|\/fake-[a-z-]+\.ts$/.test(path),
      };
    });
}
