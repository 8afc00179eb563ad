import { describe, expect, test } from "vitest";
import { readWhole } from "../../../testing/sliced-reading.ts";
import { encodeUtf8 } from "../../bytes.ts";
import { type Detection, detectSource } from "../detect.ts";

/** Access logs, one request each minute: what their stamp means, and what becomes of the times they tell besides. */

const two = (n: number) => String(n).padStart(2, "0");
const id = (n: number) => `${two(n)}b7c9d1-4f60-4a52-8c3e-7d09e5f1a2${two(n)}`;
const MINUTES = 40;

function lines(line: (minute: string, id: string, n: number) => string): string {
  return `${Array.from({ length: MINUTES }, (_, n) => line(two(n), id(n), n)).join("\n")}\n`;
}

function found(text: string): Detection {
  const head = encodeUtf8(text);
  const outcome = detectSource({ name: "access.log", size: head.length, head, lastModifiedMs: 1_717_200_000_000 });
  if (!outcome.ok) throw new Error(outcome.failure.message);
  return outcome.value;
}

/** "label ms-after-14:07" of the events of the line of minute 7, in order. */
function events(text: string): string[] {
  const { plan } = found(text);
  const line = text.split("\n").findIndex((one) => one.includes(id(7)));
  return readWhole(plan, encodeUtf8(text))
    .events.filter((event) => event.startsWith(`${line} `))
    .map((event) => {
      const [, ns] = /^\d+ \S+ (\d+) /.exec(event) ?? [];
      const label =
        /(start|end|point|request received|queue left|connected|answer began|sent to target|target answered)/.exec(
          event,
        );
      return `${label?.[1]} ${Math.round(Number(ns) / 1e6) - Date.UTC(2024, 2, 5, 14, 7)}`;
    });
}

const NGINX = (m: string, rid: string) =>
  `10.0.0.1 - - [05/Mar/2024:15:${m}:30 +0100] "GET /cart HTTP/1.1" 200 12 "-" "curl" 0.250 ${rid}`;
const APACHE = (m: string, rid: string) =>
  `10.0.0.1 - - [05/Mar/2024:15:${m}:30 +0100] "GET /cart HTTP/1.1" 200 12 "-" "curl" 250000 ${rid}`;
const ENVOY = (m: string, rid: string) =>
  `[2024-03-05T14:${m}:30.100Z] "GET /cart HTTP/2" 200 - 12 120 250 7 "10.0.0.0" "curl/8" "${rid}" "shop.example" "10.1.0.7:80"`;
const ALB = (timers: string) => (m: string, rid: string) =>
  `https 2024-03-05T14:${m}:30.250000Z app/shop/50dc 10.0.0.1:28 10.0.0.2:80 ${timers} 200 200 0 57 "GET https://shop.example:443/cart HTTP/1.1" "curl" A B arn:x "Root=${rid}" "shop.example" "arn:y" 1 2024-03-05T14:${m}:30.000000Z "forward" "-" "-"`;
const HAPROXY = (timers: string) => (m: string, rid: string) =>
  `Mar  5 14:${m}:31 lb-1 haproxy[14]: 10.0.1.2:33 [05/Mar/2024:14:${m}:30.100] http-in shop/srv0 ${timers} 200 27 - - ---- 1/1/1/1/0 0/0 {${rid}|curl} "GET /cart HTTP/1.1"`;
const IIS = `#Software: IIS\n#Fields: date time s-ip cs-method cs-uri-stem X-Request-Id sc-status time-taken\n${lines(
  (m, rid) => `2024-03-05 14:${m}:30 10.0.0.5 GET /cart ${rid} 200 250`,
)}`;

describe("what the stamp tells", () => {
  test.each([
    ["nginx", lines(NGINX)],
    ["IIS", IIS],
  ])("%s: the end", (_, text) => expect(events(text)).toEqual(["start 29750", "end 30000"]));

  test("ALB: the end, and another stamp is the start", () => {
    expect(events(lines(ALB("-1 -1 -1")))).toEqual(["start 30000", "end 30250"]);
  });

  test("Apache %t: the start", () => expect(events(lines(APACHE))).toEqual(["start 30000", "end 30250"]));
  test("Envoy: the start", () => expect(events(lines(ENVOY))).toEqual(["start 30100", "end 30350"]));

  test("HAProxy: the stamp in brackets, which is the start; the other one plays no role", () => {
    expect(events(lines(HAPROXY("-1/-1/-1/-1/250")))).toEqual(["start 30100", "end 30350"]);
  });

  test("IIS writes UTC: nobody is asked for a zone", () => {
    const { plan, warnings = [] } = found(IIS);
    expect(plan.assume).toEqual({ zone: 0 });
    expect(warnings.map(({ code }) => code)).not.toContain("T_NO_ZONE");
    expect(found(lines(HAPROXY("1/2/3/4/20"))).warnings?.map(({ code }) => code)).toContain("T_NO_ZONE");
  });
});

describe("times of parts of a request follow one another", () => {
  test("HAProxy: TR, Tw, Tc, Tr, and what is left", () => {
    expect(events(lines(HAPROXY("10/0/30/60/250")))).toEqual([
      "start 30100",
      "request received 30110",
      "queue left 30110",
      "connected 30140",
      "answer began 30200",
      "end 30350",
    ]);
  });

  test("ALB: request, target, response", () => {
    expect(events(lines(ALB("0.010 0.200 0.040")))).toEqual([
      "start 30000",
      "sent to target 30010",
      "target answered 30210",
      "end 30250",
    ]);
  });

  test("a part that did not take place ends the chain, and so does one that leads beyond the end", () => {
    expect(events(lines(HAPROXY("10/5/-1/-1/250")))).toEqual([
      "start 30100",
      "request received 30110",
      "queue left 30115",
      "end 30350",
    ]);
    expect(events(lines(HAPROXY("10/900/1/1/250")))).toEqual(["start 30100", "request received 30110", "end 30350"]);
  });

  test("parts are rounded by themselves: the last may end with the whole", () => {
    expect(events(lines(HAPROXY("100/100/30/21/250"))).slice(-2)).toEqual(["answer began 30350", "end 30350"]);
  });

  test("all of them are segments of one task, which differs from line to line", () => {
    const text = lines(HAPROXY("10/0/30/60/250"));
    const tasks = readWhole(found(text).plan, encodeUtf8(text)).events.map((event) => / task=(\S+)/.exec(event)?.[1]);
    expect(tasks).not.toContain(undefined);
    expect(new Set(tasks).size).toBe(MINUTES);
  });
});
