/** What stands before a line, written by what passes the line on; `content` is the line. */
export interface KnownPrefix {
  readonly name: string;
  /** See `parsePattern`; the line inside is {line:rest}. */
  readonly pattern: string;
}

const ISO = "yyyy-MM-dd'T'HH:mm:ss[.SSS][Z]";
const TAGS = ["{app}[{pid}]: ", "{app}: "];

/**
 * Prefixes of system loggers and of tools that put several streams together. Sources: RFC 3164 and 5424, the manuals of
 * rsyslog, Docker Compose, kubectl and Heroku.
 */
export const KNOWN_PREFIXES: readonly KnownPrefix[] = [
  {
    name: "syslog (RFC 5424)",
    pattern: ["-", "[{sd}]"]
      .map((data) => `<{pri:number}>{version:number} {time:${ISO}} {host} {app} {pid} {msgid} ${data} {line:rest}`)
      .join("\n"),
  },
  {
    name: "syslog",
    pattern: TAGS.map((tag) => `{?<{pri:number}>}{time:MMM d HH:mm:ss} {host} ${tag}{line:rest}`).join("\n"),
  },
  {
    name: "syslog with full stamps",
    pattern: TAGS.map((tag) => `{?<{pri:number}>}{time:${ISO}} {host} ${tag}{line:rest}`).join("\n"),
  },
  { name: "Heroku", pattern: `{time:${ISO}} {source}[{dyno}]: {line:rest}` },
  { name: "kubectl with prefixes", pattern: "[pod/{pod}/{container}] {line:rest}" },
  { name: "Docker Compose", pattern: "{container} | {line:rest}" },
  { name: "lines with a stamp", pattern: `{time:${ISO}} {line:rest}` },
];
