import { ensureBuild } from "./fresh-build.ts";
import { serveFolder } from "./static-host.ts";

/** `npm start [-- --port N]`: builds the app if its sources changed, serves it, prints the address, runs until stopped. */
export async function main(args: string[]): Promise<number> {
  const at = args.indexOf("--port");
  const port = Number(at < 0 ? (process.env.PORT ?? 4173) : args[at + 1]);
  if (!Number.isInteger(port) || port < 0 || port > 65535) {
    console.error("usage: npm start -- [--port N]");
    return 2;
  }
  const folder = await ensureBuild("app");
  const host = await serveFolder(folder, "/", port).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "EADDRINUSE") throw error;
    return serveFolder(folder);
  });
  console.log(`Whydunit: ${host.address}`);
  await new Promise<void>((stop) => {
    process.once("SIGINT", stop);
    process.once("SIGTERM", stop);
  });
  await host.close();
  return 0;
}
