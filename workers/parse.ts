import { maskPreviews } from "../src/core/label/mask-preview.ts";
import { parseBlock } from "../src/core/log/file-reading.ts";
import { ParseService } from "../src/core/log/parse-service.ts";
import { proposePattern } from "../src/core/log/text/propose-pattern.ts";
import { tryMapping } from "../src/core/present/mapping-trial.ts";
import type { ParseApi } from "../src/protocol/parse-api.ts";
import { listMembers } from "./archive-members.ts";
import { exposeApi } from "./expose.ts";
import { openFile } from "./open-file.ts";
import { localZones, zoneUntil } from "./zone-table.ts";

const service = new ParseService(() => import("./parquet-codec.ts").then(({ parquetCodec }) => parquetCodec));

const api: ParseApi = {
  listMembers,
  detect: (file) => service.detect(openFile(file), localZones(file.lastModified)),
  tryMapping: (file, plan, rows) => tryMapping(service, openFile(file), plan, rows, localZones(file.lastModified)),
  tryPattern: (file, plan, place, text) => service.tryPattern(openFile(file), plan, place, text),
  proposePattern: async (line) => proposePattern([line])?.pattern ?? null,
  zoneTable: async (file, name) => zoneUntil(name, file.lastModified),
  maskPreviews: async (texts, rules) => maskPreviews(texts, rules),
  earliestDayNs: (file, plan) => service.earliestDayNs(openFile(file), plan),
  parse: (file, plan, job, context) => service.parse(openFile(file), plan, job, context),
  rowJobs: (file, plan) => service.rowJobs(openFile(file), plan),
  parseRows: (file, plan, job, context) => service.parseRows(openFile(file), plan, job, context),
  open: async (file, plan) => service.open(openFile(file), plan),
  next: () => service.next(),
  parseBlock: async (plan, block, sliceIndex, context) => parseBlock(plan, block, sliceIndex, context),
  rawRecords: (file, plan, reads, lines) => service.rawRecords(openFile(file), plan, reads, lines),
};

exposeApi(api, ["parse", "parseRows", "next", "parseBlock"]);
