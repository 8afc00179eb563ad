const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
/** Long tokens with digits, or hexadecimal ones, are ids and hashes. */
const OPAQUE = /^(?=.*\d)(?:[0-9a-f]{8,}|[\w-]{20,})$/i;
/** "v2" tells versions of an interface apart. */
const VERSION = /^v\d{1,3}$/i;

/** Name and port of the server of an absolute URL, "" if it is none. */
export function serverOf(url: string): string {
  return /^[a-z][a-z0-9+.-]*:\/\/(?:[^/?#@]*@)?([^/?#]+)/i.exec(url)?.[1].toLowerCase() ?? "";
}

/**
 * Path of a URL with ids masked as "#", without query and fragment ("/users/17/cart?x=1" → "/users/#/cart"); of URLs that
 * hold their data, the scheme alone.
 */
export function routeOf(url: string): string {
  const held = /^(?:data|blob):/i.exec(url)?.[0];
  if (held !== undefined) return held.toLowerCase();
  const path = url.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i, "").replace(/[?#].*$/s, "");
  return path === "" ? "/" : path.split("/").map(maskSegment).join("/");
}

function maskSegment(segment: string): string {
  if (VERSION.test(segment)) return segment;
  // Names of files have a hash between dots: "app.3f2a9c1d.js".
  const parts = segment.split(".");
  return parts.map((part) => (UUID.test(part) || OPAQUE.test(part) ? "#" : part.replace(/\d+/g, "#"))).join(".");
}
