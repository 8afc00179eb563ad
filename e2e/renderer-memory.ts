import { readFileSync } from "node:fs";
import type { Browser } from "@playwright/test";

/**
 * Peak resident memory (bytes) of the largest renderer process so far; null where /proc does not exist.
 * Workers and wasm live in the page's renderer, so this is what the machine must have.
 */
export async function peakRendererBytes(browser: Browser): Promise<number | null> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send("SystemInfo.getProcessInfo");
  await session.detach();
  const peaks = processInfo.filter(({ type }) => type === "renderer").map(({ id }) => peakBytesOf(id));
  const known = peaks.filter((bytes) => bytes !== null);
  return known.length === 0 ? null : Math.max(...known);
}

function peakBytesOf(processId: number): number | null {
  try {
    const line = readFileSync(`/proc/${processId}/status`, "utf8").match(/^VmHWM:\s+(\d+) kB$/m);
    return line === null ? null : Number(line[1]) * 1024;
  } catch {
    return null;
  }
}
