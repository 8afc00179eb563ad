import { decodeUtf8, encodeUtf8 } from "../../bytes.ts";
import { maskRoute } from "../route-mask.ts";

/** Name and port of the server of an absolute URL, "" if it is none. */
export function serverOf(url: string): string {
  return /^[a-z][a-z0-9+.-]*:\/\/(?:[^/?#@]*@)?([^/?#]+)/i.exec(url)?.[1].toLowerCase() ?? "";
}

/** Route of a URL as that of a line of an access log (`maskRoute`); of URLs that hold their data, the scheme alone. */
export function routeOf(url: string): string {
  const held = /^(?:data|blob):/i.exec(url)?.[0];
  if (held !== undefined) return held.toLowerCase();
  const bytes = encodeUtf8(url);
  const route = new Uint8Array(bytes.length + 1);
  return decodeUtf8(route, 0, maskRoute(bytes, 0, bytes.length, route, 0)) || "/";
}
