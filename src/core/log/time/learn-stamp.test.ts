import { expect, test } from "vitest";
import { learnStamp, looksLikeStamp } from "./learn-stamp.ts";

function form(values: readonly string[], mayGoOn = false): string {
  const learnt = learnStamp(values, mayGoOn);
  return learnt === undefined ? "none" : [learnt.stamp, ...learnt.rivals].join(" or ");
}

test.each([
  [["2023-01-29 08:42:22,382", "2023-01-29 08:42:23,001"], "yyyy-MM-dd HH:mm:ss,SSS"],
  [["10/Oct/2000:13:55:36 -0700", "11/Oct/2000:03:55:36 -0700"], "dd/MMM/yyyy:HH:mm:ss Z"],
  [["Oct 11 22:14:15", "Oct  2 02:14:15"], "MMM d HH:mm:ss"],
  [["16:42:22.382", "16:42:22.4"], "HH:mm:ss.SSS"],
  [["0129 16:42:22.382123", "1229 16:42:22.382123"], "MMdd HH:mm:ss.SSSSSS"],
  [["081109 203615 148", "081109 203807 222"], "yyMMdd HHmmss SSS"],
  [["230129 084222", "230130 084222"], "yyMMdd HHmmss"],
  [["2023/01/29 08:42:22", "2023/01/29 08:42:23"], "yyyy/MM/dd HH:mm:ss"],
  [["29.01.2023 08:42:22.123", "30.01.2023 8:42:22.123"], "dd.MM.yyyy H:mm:ss.SSS"],
  [["01/29/2023 08:42:22 AM", "02/02/2023 12:42:22 PM"], "MM/dd/yyyy hh:mm:ss a"],
  [["1/29/2023 8:42:22 AM", "2/2/2023 12:42:22 PM"], "M/d/yyyy h:mm:ss a"],
  [["Sun, 29 Jan 2023 08:42:22 +0000", "Mon, 30 Jan 2023 08:42:22 GMT"], "EEE, dd MMM yyyy HH:mm:ss Z"],
  [["Sun Dec 04 04:47:44 2005", "Mon Dec 05 04:47:44 2005"], "EEE MMM dd HH:mm:ss yyyy"],
  [["Sun Dec  4 04:47:44 UTC 2005"], "EEE MMM d HH:mm:ss Z yyyy"],
  [["17/06/29 20:10:40", "17/07/30 20:10:40"], "yy/MM/dd HH:mm:ss or dd/MM/yy HH:mm:ss"],
  [["17/06/29 20:10:40", "17/07/32 20:10:40", "17/07/31 20:10:40"], "dd/MM/yy HH:mm:ss"],
  [["2005-06-03-15.42.50.363779"], "yyyy-MM-dd-HH.mm.ss.SSSSSS"],
  [["20171223-22:15:29:606", "20171223-2:15:29:6"], "yyyyMMdd-H:mm:ss:SSS"],
  [["20230129084222"], "yyyyMMddHHmmss"],
  [["20230129084222123"], "yyyyMMddHHmmssSSS"],
  [["03-17 16:13:38.811", "03-18 16:13:38.811"], "MM-dd HH:mm:ss.SSS"],
  [["10.30 16:49:06", "10.29 16:49:06"], "MM.dd HH:mm:ss"],
  [["2023-01-29 08:42:22 +0800", "2023-01-29 08:42:22 UTC"], "yyyy-MM-dd HH:mm:ss Z"],
  [["2023-01-29T08:42:22.5", "2023-01-29T08:42:22"], "yyyy-MM-dd'T'HH:mm:ss[.S]"],
  [["2023-01-29", "2023-01-30"], "yyyy-MM-dd"],
  [["[2023-01-29 08:42:22]"], "'['yyyy-MM-dd HH:mm:ss']'"],
  [["January 2, 2023 08:42"], "MMMM d, yyyy HH:mm"],
  [["08:42:22 2023-01-29"], "HH:mm:ss yyyy-MM-dd"],
])("%j is %s", (values, expected) => {
  expect(form(values)).toBe(expected);
});

test("one value decides the order of day and month, none leaves it open", () => {
  const early = ["03/04/2023 08:42:22", "05/06/2023 08:42:22"];
  expect(form(early)).toBe("dd/MM/yyyy HH:mm:ss or MM/dd/yyyy HH:mm:ss");
  expect(form([...early, "13/06/2023 08:42:22"])).toBe("dd/MM/yyyy HH:mm:ss");
  expect(form([...early, "06/13/2023 08:42:22"])).toBe("MM/dd/yyyy HH:mm:ss");
});

test("stamps at the beginning of text", () => {
  const lines = ["16:42:22.382 INFO  up", "16:42:22.383 WARN down"];
  expect(form(lines)).toBe("none");
  expect(form(lines, true)).toBe("HH:mm:ss.SSS…");
  expect(form(["[29/Jan/2023:08:42:22 +0000] GET /", "[29/Jan/2023:08:42:23 +0000] GET /a"], true)).toBe(
    "'['dd/MMM/yyyy:HH:mm:ss Z']'…",
  );
  expect(form(["Jan 29 08:42:22 host sshd[1]: hi"], true)).toBe("MMM d HH:mm:ss…");
});

test.each([
  [["123456", "654321"]],
  [["20230129"]],
  [["10.11.12.13", "10.11.12.14"]],
  [["00:42", "01:13"]],
  [["1.2.3"]],
  [["web-1", "web-2"]],
  [["GET /a/1", "PUT /b/2"]],
  [["2023-01-29x", "2023-13-45 08:00:00"]],
  [["", "-"]],
])("%j are no stamps", (values) => {
  expect(form(values)).toBe("none");
});

test("a header is no stamp", () => {
  expect(looksLikeStamp("time")).toBe(false);
  expect(looksLikeStamp("29.01.2023 08:42:22")).toBe(true);
  expect(looksLikeStamp("29.01.2023 08:42:22 up")).toBe(false);
});
