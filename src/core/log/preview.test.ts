import { expect, test } from "vitest";
import { basicRoles } from "../../testing/basic-roles.ts";
import { encodeUtf8 } from "../bytes.ts";
import { previewField, previewRecords } from "./preview.ts";
import type { SourcePlan } from "./source-plan.ts";

const roles = basicRoles({ request: [{ column: "id" }], time: { column: "t", unit: "ns" } });

test("shows the first records of a CSV file under the plan's names", () => {
  const plan: SourcePlan = { format: "csv", compression: "none", header: true, columns: ["id", "t", "what"], roles };
  const preview = previewRecords(plan, encodeUtf8('\ufeffid,t,what\nr1,1,"a ""b"""\nr2,2\nr3,3,cut'), 9);
  expect(preview).toEqual({
    ok: true,
    value: {
      columns: ["id", "t", "what"],
      rows: [
        ["r1", "1", 'a "b"'],
        ["r2", "2", ""],
      ],
    },
  });
});

test("flattens the objects of NDJSON and keeps digits", () => {
  const plan: SourcePlan = { format: "ndjson", compression: "none", roles };
  const text = '{"id":"r1","t":1674981742383150913,"a":{"b":["x"]}}\nnoise\n{"id":"r2","c":"\\u00e9"}\n';
  expect(previewRecords(plan, encodeUtf8(text), 5)).toEqual({
    ok: true,
    value: {
      columns: ["id", "t", "a.b", "c"],
      rows: [
        ["r1", "1674981742383150913", '["x"]', ""],
        ["r2", "", "", "é"],
      ],
    },
  });
});

test("shows the spans of a Jaeger document", () => {
  const text = '{"data":[{"spans":[{"traceID":"t","spanID":"s","startTime":5,"operationName":"op"}]},{"sp';
  const preview = previewRecords({ format: "jaeger", compression: "none" }, encodeUtf8(text), 5);
  expect(preview.ok && preview.value.rows).toEqual([["t", "s", "", "op", "", "", "5", ""]]);
});

test("a plan that does not fit and a file without records are failures", () => {
  const plan: SourcePlan = { format: "csv", compression: "none", columns: ["x"], roles };
  expect(previewRecords(plan, encodeUtf8("a\n"), 5)).toMatchObject({ ok: false, failure: { code: "R_COLUMN" } });
  const ndjson: SourcePlan = { format: "ndjson", compression: "none", roles };
  expect(previewRecords(ndjson, encodeUtf8("no\n"), 5)).toMatchObject({ ok: false, failure: { code: "I_EMPTY" } });
});

test("shows what a reference takes from an example", () => {
  const log = '{"log":"08:42 INFO t.s.Impl#532 done\\n","n":7}';
  const label = { column: "Log", json: "log", pattern: "\\s([\\w.]+#\\d+)\\s" };
  expect(previewField(label, log)).toEqual({ ok: true, value: "t.s.Impl#532" });
  expect(previewField({ column: "Log", json: "none" }, log)).toEqual({ ok: true, value: undefined });
  expect(previewField({ column: "Log", pattern: "\\d+" }, "took 42 ms")).toEqual({ ok: true, value: "42" });
  expect(previewField({ column: "Log", pattern: "[" }, "x")).toMatchObject({
    ok: false,
    failure: { code: "R_PATTERN" },
  });
});

test("lines in envelopes are shown with the columns of both", () => {
  const roles = { request: [{ column: "id" }], time: { column: "t", unit: "ms" as const } };
  const plan: SourcePlan = {
    format: "ndjson",
    compression: "none",
    roles: { ...roles, task: [], label: [], keys: [], attributes: [] },
    envelopes: [{ kind: "cri" }],
  };
  const cri = (tag: string, line: string) => `2016-10-06T00:17:09Z stdout ${tag} ${line}\n`;
  const head = encodeUtf8(
    cri("F", '{"t":1,"id":"a"}') + cri("F", "plain") + cri("P", '{"t":2,') + cri("F", '"id":"b"}') + cri("F", '{"t":3'),
  );
  const preview = previewRecords(plan, head, 5, true);
  expect(preview).toEqual({
    ok: true,
    value: {
      columns: ["t", "id", "@time", "@stream", "@tags"],
      rows: [
        ["1", "a", "2016-10-06T00:17:09Z", "stdout", "F"],
        ["2", "b", "2016-10-06T00:17:09Z", "stdout", "P"],
      ],
    },
  });
});

test("shows units of documents, with what stands before them", () => {
  const shown = (format: "otlp" | "xes", text: string) => {
    const preview = previewRecords({ format, compression: "none" }, encodeUtf8(text), 5);
    return preview.ok && preview.value.rows;
  };
  const resource = '{"attributes":[{"key":"service.name","value":{"stringValue":"geo"}}]}';
  const span = '{"traceId":"T","spanId":"S","name":"op","startTimeUnixNano":"5"}';
  expect(shown("otlp", `{"resourceSpans":[{"resource":${resource},"scopeSpans":[{"spans":[7,${span},`)).toEqual([
    ["t", "s", "", "geo", "op", "", "geo", "5", "", ""],
  ]);
  const event = '<event><string key="concept:name" value="A"/></event>';
  expect(shown("xes", `<log><trace><string key="concept:name" value="c"/>${event}</trace>`)).toEqual([
    ["c", "A", "", ""],
  ]);
});
