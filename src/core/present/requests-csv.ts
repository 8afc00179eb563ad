import type { RequestList, RequestTable } from "../analysis/request-rows.ts";
import { textsOf } from "../dictionary-text.ts";

/**
 * `requests.csv`: request id, class, start (epoch ns as text), latency ns, events, hosts, critical-path sum ns (empty
 * where a request has no path). One piece per partition.
 *
 * @param kept those that are written; default: all
 */
export function* requestsCsv(
  requests: RequestTable,
  originNs: bigint,
  kept: Pick<RequestList, "has"> = requests,
): Generator<string> {
  yield "request,class,start_ns,latency_ns,events,hosts,critical_path_ns\r\n";
  for (let partition = 0; partition < requests.partitionCount; partition++) {
    const rows = requests.rowsOf(partition);
    if (rows === undefined) continue;
    const lines: string[] = [];
    const firstRank = requests.firstRank(partition);
    textsOf(requests.idsOf(partition)).forEach((id, i) => {
      if (!kept.has(firstRank + i)) return;
      const start = originNs + BigInt(rows.startNs[i]);
      const path = rows.pathNs[i] < 0 ? "" : rows.pathNs[i];
      const classId = rows.classId[i] < 0 ? "" : rows.classId[i];
      const numbers = `${rows.latencyNs[i]},${rows.events[i]},${rows.hosts[i]},${path}`;
      lines.push(`${csvField(id)},${classId},${start},${numbers}\r\n`);
    });
    yield lines.join("");
  }
}

/**
 * A CSV field: quoted where needed; text that a spreadsheet would run as a formula is quoted behind an apostrophe,
 * negative numbers are left alone.
 */
export function csvField(text: string): string {
  const guarded = /^[=+\-@\t\r]/.test(text) && !/^-?\d+(\.\d+)?$/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(guarded) || guarded !== text ? `"${guarded.replaceAll('"', '""')}"` : guarded;
}
