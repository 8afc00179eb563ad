import { ensureBuild } from "./fresh-build.ts";

/** `npm run build`: builds the app into dist; with `--harness` the test page of the doors into out/harness. */
export async function main(args: string[]): Promise<number> {
  console.log(`Built ${await ensureBuild(args.includes("--harness") ? "harness" : "app")}`);
  return 0;
}
