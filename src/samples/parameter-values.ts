import type { Rng } from "../core/rng.ts";

const USERS =
  "alice bob carol dave erin frank grace heidi ivan judy kim leo mallory niaj olivia peggy quentin rupert sybil trent uma victor walter xena yusuf zoe adam bella chen dora".split(
    " ",
  );
const WORDS =
  "orders billing inventory shipping search catalog audit metrics ledger profile basket returns pricing session archive outbox".split(
    " ",
  );
const PRODUCTS = ["Mug", "Blue Ceramic Mug", "Desk Lamp", "Notebook", "Travel Adapter", "Red Wool Scarf", "Tea"];
const REASONS = ["connection refused", "timeout", "no route to host", "broken pipe", "server is shutting down"];
const BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const HEX = "0123456789abcdef";
const POD_LETTERS = "bcdfghjklmnpqrstvwxz2456789";
const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");

/** Makes a value of a parameter of `LOG_STATEMENTS`. */
export type ParameterValue = (rng: Rng) => string;

const letters = (alphabet: string, count: number) => (rng: Rng) =>
  Array.from({ length: count }, () => alphabet[rng.integer(0, alphabet.length - 1)]).join("");
const oneOf = (words: readonly string[]) => (rng: Rng) => rng.pick(words);
const list = (value: ParameterValue, divider: string, most: number) => (rng: Rng) =>
  Array.from({ length: rng.integer(1, most) }, () => value(rng)).join(divider);
const two = (value: number) => String(value).padStart(2, "0");

const hex = (count: number) => letters(HEX, count);
const int = (rng: Rng) => String(rng.integer(0, 10 ** rng.integer(1, 7)));
const ip = (rng: Rng) => Array.from({ length: 4 }, () => rng.integer(1, 254)).join(".");
const ipPort = (rng: Rng) => `${ip(rng)}:${rng.integer(1024, 65535)}`;
const block = (rng: Rng) => `blk_${rng.chance(0.5) ? "-" : ""}${rng.integer(1e8, 4e9)}${rng.integer(1e8, 4e9)}`;
const clock = (rng: Rng) => `${two(rng.integer(0, 23))}:${two(rng.integer(0, 59))}:${two(rng.integer(0, 59))}`;
const date = (rng: Rng) => `${rng.integer(2019, 2026)}-${two(rng.integer(1, 12))}-${two(rng.integer(1, 28))}`;
const decimal = (rng: Rng) => rng.uniform(0, 400).toFixed(rng.integer(1, 3));
const host = (rng: Rng) =>
  `${rng.pick(["web", "db", "cache", "edge"])}-${rng.integer(1, 40)}.${rng.pick(["eu", "us"])}.example.com`;
const pod = (rng: Rng) => `${podSet(rng)}-${letters(POD_LETTERS, 5)(rng)}`;
const podSet = (rng: Rng) => `${rng.pick(WORDS)}-${letters(POD_LETTERS, 10)(rng)}`;
const segment = (rng: Rng) => (rng.chance(0.4) ? int(rng) : rng.pick([...WORDS, "index.html", "v2", "a_b"]));
const path = (rng: Rng) => `/${list(segment, "/", 4)(rng)}`;

function duration(rng: Rng): string {
  const form = rng.integer(0, 4);
  if (form === 0) return `${rng.integer(1, 999)}ms`;
  if (form === 1) return `${rng.uniform(1, 60).toFixed(3)}s`;
  if (form === 2) return `${rng.integer(1, 59)}m${rng.integer(1, 59)}s`;
  if (form === 3) return `${rng.uniform(1, 999).toFixed(2)}\u00b5s`;
  return `${rng.uniform(1, 999).toFixed(6)}ms`;
}

/** By name, as statements write it between braces. */
export const PARAMETER_VALUES: ReadonlyMap<string, ParameterValue> = new Map<string, ParameterValue>([
  ["int", int],
  ["ints", list(int, ", ", 6)],
  ["millis", (rng) => String(rng.integer(0, 5000))],
  ["decimal", decimal],
  ["status", (rng) => String(rng.pick([200, 201, 204, 301, 400, 404, 500, 503]))],
  ["duration", duration],
  ["size", (rng) => `${rng.uniform(0.1, 999).toFixed(1)} ${rng.pick(["B", "KB", "MB", "GB"])}`],
  ["uuid", (rng) => [8, 4, 4, 4, 12].map((count) => hex(count)(rng)).join("-")],
  ["hex16", hex(16)],
  ["hex32", hex(32)],
  ["hex64", hex(64)],
  ["hex0x", (rng) => `0x${hex(rng.integer(6, 16))(rng)}`],
  ["base62", letters(BASE62, 22)],
  ["shortId", hex(7)],
  ["orderId", (rng) => `ORD-${rng.integer(2019, 2026)}-${letters("ABCDEFGHJKLMNPQRSTUVWXYZ23456789", 6)(rng)}`],
  ["messageId", (rng) => `${rng.integer(1, 9e8)}@${hex(8)(rng)}`],
  ["cacheKey", (rng) => `${rng.pick(WORDS)}:${int(rng)}`],
  ["keys", list((rng) => `${rng.pick(WORDS)}:${int(rng)}`, ", ", 5)],
  ["ip", ip],
  ["ipPort", ipPort],
  ["mac", (rng) => Array.from({ length: 6 }, () => hex(2)(rng)).join(":")],
  ["host", host],
  ["hosts", list(host, ", ", 4)],
  ["url", (rng) => `https://${host(rng)}${path(rng)}${rng.chance(0.3) ? `?q=${int(rng)}&p=${int(rng)}` : ""}`],
  ["email", (rng) => `${rng.pick(USERS)}.${rng.pick(USERS)}@example.org`],
  ["path", path],
  ["block", block],
  ["blocks", list(block, " ", 5)],
  ["tasks", list((rng) => `task_${int(rng)}`, ",", 6)],
  ["pod", pod],
  ["podSet", podSet],
  ["nodeName", (rng) => `ip-10-0-${rng.integer(0, 99)}-${rng.integer(0, 255)}.ec2.internal`],
  [
    "image",
    (rng) => `registry.example.com/${rng.pick(WORDS)}:v${rng.integer(0, 9)}.${rng.integer(0, 20)}.${rng.integer(0, 9)}`,
  ],
  ["user", oneOf(USERS)],
  ["word", oneOf(WORDS)],
  ["product", oneOf(PRODUCTS)],
  ["region", oneOf(["eu-west-1", "us-east-1", "us-east-2", "ap-south-1"])],
  ["currency", oneOf(["EUR", "USD", "GBP", "JPY", "CHF", "SEK"])],
  ["method", oneOf(["GET", "POST", "PUT", "DELETE", "PATCH"])],
  ["bool", oneOf(["true", "false"])],
  ["level", oneOf(["DEBUG", "INFO", "WARN", "ERROR"])],
  ["state", oneOf(["LEADER", "FOLLOWER", "CANDIDATE"])],
  ["thread", (rng) => `${rng.pick(["http-nio-8080-exec", "pool-2-thread", "main"])}-${rng.integer(1, 64)}`],
  ["logger", (rng) => `com.example.${rng.pick(WORDS)}.${rng.pick(["Service", "Repository", "Client"])}`],
  ["javaFrame", (rng) => `com.example.${rng.pick(WORDS)}.Client.read(Client.java:${rng.integer(10, 900)})`],
  [
    "exception",
    oneOf(["java.lang.NullPointerException", "java.lang.IllegalStateException", "java.util.NoSuchElementException"]),
  ],
  ["reason", oneOf(REASONS)],
  ["stamp", (rng) => `${date(rng)} ${clock(rng)} +0000`],
  ["date", date],
  [
    "accessStamp",
    (rng) => `${two(rng.integer(1, 28))}/${rng.pick(MONTHS)}/${rng.integer(2019, 2026)}:${clock(rng)} +0200`,
  ],
]);
