const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
/** Long tokens of letters and digits, or hexadecimal with both, are ids and hashes. */
const OPAQUE = /^(?=[^.]*\d)(?:[0-9a-f]{8,}|[\w-]{20,})$/i;
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
  if (UUID.test(segment) || OPAQUE.test(segment)) return "#";
  return VERSION.test(segment) ? segment : segment.replace(/\d+/g, "#");
}
