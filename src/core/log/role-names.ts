/** Names under which loggers write each role, as far as they are customary: lower case, letters and digits only. */

const NAMES = {
  request:
    "traceid trace requestid request reqid req rid correlationid correlation xrequestid transactionid transaction txid txnid caseid caseconceptname case flowid conversationid",
  requestWeak: "sessionid session orderid jobid messageid blockid id uuid guid",
  time: "time timestamp ts t datetime date eventtime timeunixnano unixnano epoch when logtime",
  start: "start starttime starttimeunixnano begin begintime startts startns startus startms startedat startnano",
  end: "end endtime endtimeunixnano finish finishtime endts endns endus endms finishedat stop stoptime endnano endedat",
  duration:
    "duration durationms durationus durationns durationsec dur elapsed elapsedms elapsedus latency latencyms took tookms",
  host: "host hostname node nodename machine server instance vm ip hostip nodeip computer",
  pod: "pod podname podid container containername containerid",
  span: "spanid span",
  task: "task taskid taskname thread threadname threadid tid actor worker goroutine fiber coroutine process pid processname",
  service: "service servicename svc svcname",
  serviceWeak: "component logger app application module subsystem unit program container containername",
  label:
    "event eventname label operation operationname op opname name action activity conceptname step method msgid messageid template eventtemplate messagetemplate logtemplate mt eventid caller fileline sourcelocation route httproute spanname type kind",
  labelWeak: "message msg log text body content",
  outcome: "status statuscode outcome result httpstatus httpstatuscode responsecode retcode code",
  key: "user userid username uid customer customerid tenant tenantid item itemid account accountid product productid cart cartid device deviceid order orderid session sessionid",
  attribute:
    "level lvl severity loglevel country region version release env environment zone language lang browser os plan priority channel city method httpmethod variant cluster namespace",
  parent: "parentid parentspanid parent parentspan flags",
} as const;

export type RoleName = keyof typeof NAMES;

const ROLE_SETS: ReadonlyMap<RoleName, ReadonlySet<string>> = new Map(
  (Object.keys(NAMES) as RoleName[]).map((role) => [role, new Set(NAMES[role].split(" "))]),
);

/**
 * How well a column's name fits a role: 1 for the whole name ("trace_id", "trace.id"), 0.8 for the last part of a
 * dotted path ("ctx.request_id"), else 0.
 */
export function nameFit(column: string, role: RoleName): number {
  const names = ROLE_SETS.get(role);
  if (names === undefined) return 0;
  if (names.has(normalise(column))) return 1;
  const parts = column.split(".");
  if (parts.length < 2) return 0;
  if (names.has(normalise(parts.slice(-2).join("")))) return 0.9;
  return names.has(normalise(parts[parts.length - 1])) ? 0.8 : 0;
}

function normalise(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
}
