import { isIpv4 } from "./network-address.ts";

/** Alphabet of the random suffixes of Kubernetes: no vowels and no digits that look like letters. */
const POD_SUFFIX = /-(?:[bcdfghjklmnpqrstvwxz2456789]{6,10}|\d{8,10})-[bcdfghjklmnpqrstvwxz2456789]{5}$/;
const DAEMON_SUFFIX = /-(?=[a-z]*\d)(?=\d*[a-z])[bcdfghjklmnpqrstvwxz2456789]{5}$/;
const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi;
const IPV6 = /^\[?[0-9a-f]*:[0-9a-f:.]*:[0-9a-f.]*\]?(?::\d+)?$/i;
/** Long enough for every name a person reads; ids beyond it are cut. */
const MAX_NAME = 200;

/**
 * The name a task instance shares with its like: digits and ids are masked out ("worker-3" → "worker",
 * "net.conn1" → "net.conn", "ts-travel-service-64469b5b48-25zj6" → "ts-travel-service").
 * Empty if nothing but an id is left, as for a span id. For distinct tasks only, never per record.
 */
export function taskNameOf(parts: readonly string[]): string {
  return parts
    .map(maskPart)
    .filter((part) => part !== "")
    .join(" ");
}

/**
 * The role of a host: its name without domain and instance suffix ("db-01.eu.example.com" → "db"); "host" for
 * addresses and names that are only an id. For distinct hosts only, never per record.
 */
export function hostRoleOf(host: string): string {
  const name = host.trim();
  if (name === "" || isIpv4(name) || IPV6.test(name)) return "host";
  const first = name.split(".")[0].replace(/:\d+$/, "");
  if (/^ip(-\d+)+$/i.test(first)) return "host";
  const role = maskPart(first);
  return role === "" ? "host" : role;
}

/** A label from free text: every run of digits becomes "#", every uuid too, so that like messages are one label. */
export function maskDigits(text: string): string {
  return text.trim().slice(0, MAX_NAME).replace(UUID, "#").replace(/\d+/g, "#");
}

function maskPart(part: string): string {
  const text = part.trim().slice(0, MAX_NAME).replace(UUID, "").replace(POD_SUFFIX, "").replace(DAEMON_SUFFIX, "");
  // Tokens alternate with separators: token, separator, token, …
  const pieces = text.split(/([^\p{L}\p{N}]+)/u);
  let name = "";
  for (let i = 0; i < pieces.length; i += 2) {
    const token = isOpaque(pieces[i]) ? "" : pieces[i].replace(/\d+/g, "");
    // A masked token takes the separator before it along.
    if (token !== "") name += (name === "" && i > 0 && pieces[0] !== "" ? "" : (pieces[i - 1] ?? "")) + token;
  }
  return name.replace(/^[\s\-_.:#]+|[^\p{L}\p{N})]+$/gu, "");
}

/** Digits only, or hexadecimal and too long or too mixed for a word. */
function isOpaque(token: string): boolean {
  if (/^(?:0x)?\d+$/i.test(token)) return true;
  if (/^0x[0-9a-f]+$/i.test(token)) return true;
  if (!/^[0-9a-f]+$/i.test(token)) return false;
  return token.length >= 16 || (token.length >= 6 && /\d/.test(token) && /[a-f]/i.test(token));
}
