import { spawnSync } from "node:child_process";
import { accessSync, constants, existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { chromium } from "@playwright/test";

/** No GPU, no sandbox (containers run as root), and none of the traffic a browser makes on its own. */
export const CHROMIUM_ARGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
] as const;

const SYSTEM_NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

let found: string | undefined;

/**
 * Path of a Chromium to drive: `CHROMIUM_PATH`, Playwright's own, the system's; else installs one (Playwright's
 * download, then apt where that is allowed). Throws a sentence that says what to install when all of that fails.
 */
export async function findChromium(): Promise<string> {
  found ??= installedChromium() ?? installChromium();
  // Later processes of this run inherit the answer instead of searching again.
  process.env.CHROMIUM_PATH = found;
  return found;
}

/** The first Chromium already on this machine. Throws when `CHROMIUM_PATH` is set and is not a program. */
export function installedChromium(): string | undefined {
  const chosen = process.env.CHROMIUM_PATH;
  if (chosen) {
    if (!isProgram(chosen)) throw new Error(`CHROMIUM_PATH is "${chosen}", which is not an executable file.`);
    return chosen;
  }
  const own = chromium.executablePath();
  if (own && isProgram(own)) return own;
  for (const name of SYSTEM_NAMES) {
    for (const folder of (process.env.PATH ?? "").split(delimiter)) {
      const path = join(folder, name);
      if (isProgram(path)) return path;
    }
  }
  return undefined;
}

function installChromium(): string {
  const attempts: [string, string[]][] = [["npx", ["playwright", "install", "chromium"]]];
  if (process.getuid?.() === 0 && existsSync("/usr/bin/apt-get")) {
    attempts.push(["apt-get", ["update"]], ["apt-get", ["install", "-y", "--no-install-recommends", "chromium"]]);
  }
  for (const [program, args] of attempts) {
    console.error(`No Chromium found; trying: ${program} ${args.join(" ")}`);
    spawnSync(program, args, { stdio: ["ignore", "inherit", "inherit"], timeout: 300_000 });
    const path = installedChromium();
    if (path) return path;
  }
  throw new Error(
    "No Chromium found and none could be installed. Install the chromium package of your system, " +
      "or set CHROMIUM_PATH to a Chromium or Chrome program.",
  );
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
