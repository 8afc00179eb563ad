import type { RolePresets } from "../candidate.ts";
import type { StageReference } from "../source-plan.ts";

/** Lines whose form is fixed by the program that writes them. */
export interface KnownPattern {
  readonly name: string;
  /** Alternatives, one per line (see `parsePattern`). */
  readonly pattern: string;
  readonly presets: RolePresets;
  /** A pattern that some lines must fit, where the whole one says too little. */
  readonly sign?: string;
  /** What the stamp means, in words, if a record is a span. */
  readonly stampWords?: string;
}

const ISO = "yyyy-MM-dd'T'HH:mm:ss[.SSS]Z";
const CLF_TIME = "dd/MMM/yyyy:HH:mm:ss Z";
const REQUEST = '"{method} {path:route} {protocol}"';
/** What the client sent was no request. */
const BAD_REQUEST = '"{request_line}"';
const SYSLOG = "{?<{pri:number}>}{logged:MMM d HH:mm:ss} {host} {app}[{pid:number}]: ";

const ENVOY_TAIL =
  '{bytes_received:number} {bytes_sent:number} {duration} {upstream_time} "{forwarded_for}" "{user_agent}" "{request_id}" "{authority}" "{upstream_host}"{? {upstream:rest}}';
const ALB_HEAD = `{type} {time:${ISO}} {elb} {client} {target} {request_time} {target_time} {response_time} {status} {target_status} {bytes_received:number} {bytes_sent:number}`;
const ALB_TAIL =
  '"{user_agent}" {ssl_cipher} {ssl_protocol} {target_group} "{trace_id}" "{domain}" "{certificate}" {rule} {start_time} {rest:rest}';
const HAPROXY_HEAD =
  "{client} [{time:dd/MMM/yyyy:HH:mm:ss.SSS}] {frontend} {backend}/{server} {request_ms}/{queue_ms}/{connect_ms}/{response_ms}/{duration} {status} {bytes} {request_cookie} {response_cookie} {termination} {connections} {queues}";

/** Lines of the same form, some of which hold no request that could be understood. */
function withBadRequests(head: string, tail: string): string {
  return [REQUEST, BAD_REQUEST]
    .map((request) => [head, request, tail].filter((part) => part !== "").join(" "))
    .join("\n");
}

/** TR, Tw, Tc and Tr of the manual; what is left of the whole time is the transfer of the answer. */
const HAPROXY_STAGES: readonly StageReference[] = [
  { column: "request_ms", unit: "ms", name: "request received" },
  { column: "queue_ms", unit: "ms", name: "queue left" },
  { column: "connect_ms", unit: "ms", name: "connected" },
  { column: "response_ms", unit: "ms", name: "answer began" },
];
/** What is left of the whole time is the transfer of the answer to the client. */
const ALB_STAGES: readonly StageReference[] = [
  { column: "request_time", unit: "s", name: "sent to target" },
  { column: "target_time", unit: "s", name: "target answered" },
];

/** HAProxy with none, one or two groups of captured headers. */
const HAPROXY: readonly KnownPattern[] = ["", " {headers}", " {request_headers} {response_headers}"].map((headers) => ({
  name: "HAProxy HTTP log",
  pattern: withBadRequests(`{?${SYSLOG}}${HAPROXY_HEAD}${headers}`, ""),
  presets: {
    time: "time",
    duration: { column: "duration", unit: "ms" },
    stages: HAPROXY_STAGES,
    label: ["method", "path"],
    outcome: "status",
    service: "backend",
    ignore: [
      ..."logged pri pid app request_ms queue_ms connect_ms response_ms bytes protocol".split(" "),
      ..."connections queues termination request_cookie response_cookie".split(" "),
    ],
  },
  stampWords: "the stamp is the start of a request",
}));

/** Server, balancer and system logs. Sources: the manuals of Envoy, AWS (ALB), HAProxy; RFC 3164. */
export const KNOWN_PATTERNS: readonly KnownPattern[] = [
  {
    name: "Envoy access log",
    pattern: withBadRequests(`[{time:${ISO}}]`, `{status} {flags} ${ENVOY_TAIL}`),
    presets: {
      time: "time",
      duration: { column: "duration", unit: "ms" },
      request: { column: "request_id" },
      label: ["method", "path"],
      outcome: "status",
      ignore: ["protocol", "flags", "bytes_received", "bytes_sent", "upstream_time", "user_agent", "upstream"],
    },
    stampWords: "the stamp is the start of a request",
  },
  {
    name: "Istio access log",
    pattern: withBadRequests(`[{time:${ISO}}]`, `{status} {flags} {details} {termination} "{failure}" ${ENVOY_TAIL}`),
    presets: {
      time: "time",
      duration: { column: "duration", unit: "ms" },
      request: { column: "request_id" },
      label: ["method", "path"],
      outcome: "status",
      ignore: [
        "protocol",
        "flags",
        "bytes_received",
        "bytes_sent",
        "upstream_time",
        "user_agent",
        "upstream",
        "failure",
      ],
    },
    stampWords: "the stamp is the start of a request",
  },
  {
    name: "AWS balancer (ALB) access log",
    pattern: withBadRequests(ALB_HEAD, ALB_TAIL),
    presets: {
      time: "start_time",
      endTime: "time",
      stages: ALB_STAGES,
      request: { column: "trace_id", pattern: "(?:Root=|Self=)?([\\w-]+)" },
      label: ["method", "path"],
      outcome: "status",
      host: "elb",
      ignore:
        "type request_time target_time response_time bytes_received bytes_sent protocol user_agent rest rule".split(
          " ",
        ),
    },
    stampWords: "the stamp is the end of a request, another its start",
  },
  ...HAPROXY,
  {
    name: "system log (RFC 3164)",
    pattern: ["{app}[{pid:number}]: ", "{app}: ", ""]
      .map((tag) => `{?<{pri:number}>}{time:MMM d HH:mm:ss} {host} ${tag}{message:rest}`)
      .join("\n"),
    presets: { time: "time", host: "host", service: "app", ignore: ["pri"] },
  },
  {
    name: "system log with full stamps",
    pattern: ["{app}[{pid:number}]: ", "{app}: "]
      .map((tag) => `{?<{pri:number}>}{time:${ISO}} {host} ${tag}{message:rest}`)
      .join("\n"),
    presets: { time: "time", host: "host", service: "app", ignore: ["pri"] },
    sign: `{?<{pri:number}>}{time:${ISO}} {host} {app}[{pid:number}]: {message:rest}`,
  },
];

const COMBINED_HEAD = `{client} {ident} {user} [{time:${CLF_TIME}}]`;
const COMBINED_BODY = '{status} {bytes}{? "{referer}" "{user_agent}"}';
/** The common and the combined log format of nginx and Apache. */
export const COMBINED_PRESETS: RolePresets = {
  time: "time",
  label: ["method", "path"],
  outcome: "status",
  ignore: ["ident", "bytes", "protocol", "referer", "user_agent"],
};

/** A pattern for lines of this kind: what stands before and behind the known part (`accessTail`), with its blanks. */
export function combinedPattern(head: string, tail: string): string {
  return withBadRequests(`${head}${COMBINED_HEAD}`, `${COMBINED_BODY}${tail}`);
}
