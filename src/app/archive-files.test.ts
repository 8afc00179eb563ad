import { expect, test } from "vitest";
import type { ArchiveMember } from "../core/log/archive/archive-member.ts";
import { failure, type Outcome, success } from "../core/outcome.ts";
import { plainFile } from "../protocol/log-file.ts";
import type { ParseApi } from "../protocol/parse-api.ts";
import type { CallOptions, WorkerHandle } from "../protocol/worker-handle.ts";
import { expandArchives } from "./archive-files.ts";

function member(path: string, size: number): ArchiveMember {
  return { path, size, place: { start: 512, length: size, codec: "none", skip: 0, size } };
}

const LISTED = new Map<string, Outcome<readonly ArchiveMember[] | null>>([
  ["plain.csv", success(null)],
  ["logs.tar", success([member("a.log", 3), member("empty.log", 0), member("b/c.log", 4)])],
  ["empty.zip", success([])],
  ["bad.zip", failure("I_ENCRYPTED", "it is encrypted")],
]);

const parser = {
  call: async (work: (api: ParseApi) => Promise<unknown>, _options?: CallOptions) =>
    work({ listMembers: async (file: File) => LISTED.get(file.name) } as unknown as ParseApi),
} as unknown as WorkerHandle<ParseApi>;

test("archives become their members, in place; what cannot be opened says why", async () => {
  const dropped = [...LISTED.keys()].map((name) => new File(["x"], name, { lastModified: 1_675_000_000_000 }));
  const { files, problems } = await expandArchives(dropped, [parser], new AbortController().signal);
  expect(files.map(({ name, size, lastModified }) => [name, size, lastModified])).toEqual([
    ["plain.csv", 1, 1_675_000_000_000],
    ["logs.tar › a.log", 3, 1_675_000_000_000],
    ["logs.tar › b/c.log", 4, 1_675_000_000_000],
  ]);
  expect(problems.map(({ file, problem }) => [file.name, problem])).toEqual([
    ["empty.zip", "the archive holds no files."],
    ["bad.zip", "it is encrypted."],
  ]);
  expect(() => plainFile(files[1])).toThrow("lies in an archive");
});
