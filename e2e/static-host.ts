import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import { extname, join, normalize, sep } from "node:path";

const CONTENT_TYPES = new Map([
  [".html", "text/html; charset=utf-8"],
  [".js", "text/javascript"],
  [".css", "text/css"],
  [".json", "application/json"],
  [".svg", "image/svg+xml"],
  [".png", "image/png"],
  [".wasm", "application/wasm"],
  [".gz", "application/gzip"],
  [".woff2", "font/woff2"],
  [".csv", "text/csv"],
  [".txt", "text/plain; charset=utf-8"],
]);

export interface StaticHost {
  /** Address of the served folder, ending in "/". */
  readonly address: string;
  /** Paths asked for, in order: the tests look for what should never be requested. */
  readonly requested: string[];
  close(): Promise<void>;
}

/**
 * Serves `folder` under `prefix` as the plainest static host would: no special headers, no rewriting.
 * @param prefix starts and ends with "/"
 * @param port 0 picks a free one
 */
export async function serveFolder(folder: string, prefix = "/", port = 0): Promise<StaticHost> {
  const requested: string[] = [];
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? "/", "http://host").pathname);
    requested.push(path);
    const inside = path.startsWith(prefix) ? normalize(path.slice(prefix.length)) : "..";
    const file = join(folder, inside === "." || inside.endsWith(sep) ? join(inside, "index.html") : inside);
    if (inside.startsWith("..")) return void response.writeHead(404).end();
    stat(file).then(
      (info) => {
        if (!info.isFile()) return void response.writeHead(404).end();
        response.writeHead(200, {
          "content-type": CONTENT_TYPES.get(extname(file)) ?? "application/octet-stream",
          "content-length": info.size,
        });
        createReadStream(file).pipe(response);
      },
      () => response.writeHead(404).end(),
    );
  });
  await listen(server, port);
  const bound = server.address();
  if (bound === null || typeof bound === "string") throw new Error("the static host has no port");
  return {
    address: `http://localhost:${bound.port}${prefix}`,
    requested,
    close: () => new Promise((done) => server.close(() => done()).closeAllConnections()),
  };
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((done, fail) => {
    server.once("error", fail);
    server.listen(port, "localhost", () => done());
  });
}
