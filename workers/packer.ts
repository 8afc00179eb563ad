import { csvRows } from "../src/data/csv-rows.ts";
import { decodeBatch } from "../src/data/result-rows.ts";
import type { PackerApi } from "../src/protocol/packer-api.ts";
import { exposeApi } from "./expose.ts";
import { FileSink } from "./file-sinks.ts";

const jobs = new Map<number, FileSink>();
let nextJob = 1;

function sinkOf(job: number): FileSink {
  const sink = jobs.get(job);
  if (sink === undefined) throw new Error(`there is no job ${job}`);
  return sink;
}

const api: PackerApi = {
  open(form) {
    jobs.set(nextJob, new FileSink(form));
    return nextJob++;
  },
  file(job, name, text) {
    sinkOf(job).begin(name);
    sinkOf(job).write(text);
  },
  rows: (job, messages, reader) => sinkOf(job).write(csvRows(decodeBatch(messages), reader)),
  finish(job, type) {
    const blob = sinkOf(job).finish(type);
    jobs.delete(job);
    return blob;
  },
  drop: (job) => void jobs.delete(job),
};

exposeApi(api, []);
