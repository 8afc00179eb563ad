import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";

const SETTINGS = {
  scriptUrl: "https://logs.example/a/duckdb.js",
  wasmUrl: "https://logs.example/a/duckdb.wasm.gz",
  policyName: "whydunit",
};
const WASM = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);

interface Scope {
  fetch(input: unknown): Promise<Response>;
  XMLHttpRequest: new () => { open(method: string, url: string): void; send(body?: unknown): void };
  readonly WebSocket: unknown;
  readonly log: string[];
}

/** Runs the prelude in a scope that records what would reach the network. */
function guarded(answer: () => Response): Scope {
  const log: string[] = [];
  const scope = {
    log,
    console: {},
    WebSocket: class {},
    fetch: async (input: unknown) => {
      log.push(`fetch ${input}`);
      return answer();
    },
    XMLHttpRequest: class {
      #url = "";
      open(_method: string, url: string): void {
        this.#url = url;
      }
      send(): void {
        log.push(`send ${this.#url}`);
      }
    },
    addEventListener: () => undefined,
    importScripts: (url: string) => log.push(`import ${url}`),
  };
  const source = readFileSync(join(import.meta.dirname, "duckdb-worker-prelude.js"), "utf8")
    .trim()
    .replace(/;$/, "");
  new Function("scope", "settings", `(${source})(scope, settings)`)(scope, SETTINGS);
  return scope;
}

test("loads the database's own script", () => {
  expect(guarded(() => new Response()).log).toEqual(["import https://logs.example/a/duckdb.js"]);
});

test.each([
  ["gzipped", gzipSync(WASM)],
  ["already unpacked by the browser", WASM],
])("hands out the wasm, %s", async (_name, bytes) => {
  const scope = guarded(() => new Response(Uint8Array.from(bytes)));
  const response = await scope.fetch(new Request(SETTINGS.wasmUrl));
  expect(response.headers.get("content-type")).toBe("application/wasm");
  expect(new Uint8Array(await response.arrayBuffer())).toEqual(WASM);
});

test("says so when the host has no wasm", async () => {
  const scope = guarded(() => new Response("", { status: 404 }));
  await expect(scope.fetch(SETTINGS.wasmUrl)).rejects.toThrow(/the host answered 404/);
});

test.each([
  "https://example.com/x",
  "https://logs.example/a/duckdb.wasm.gz?x",
  "https://logs.example/a/data.csv",
  "//example.com/x",
  "data.csv",
  "data:text/plain,x",
])("%s is refused by fetch and by XMLHttpRequest", async (url) => {
  const scope = guarded(() => new Response());
  const before = scope.log.length;
  await expect(scope.fetch(url)).rejects.toThrow(/network access is blocked: nothing leaves this tab/);
  const request = new scope.XMLHttpRequest();
  request.open("GET", url);
  expect(() => request.send(null)).toThrow(/network access is blocked/);
  expect(scope.log.length).toBe(before);
});

test("blobs of the page may be read, and a request object can be used again", () => {
  const scope = guarded(() => new Response());
  const request = new scope.XMLHttpRequest();
  request.open("GET", "https://example.com/");
  request.open("GET", "blob:https://logs.example/1");
  request.send();
  expect(scope.log.at(-1)).toBe("send blob:https://logs.example/1");
  expect(scope.WebSocket).toBeUndefined();
});
