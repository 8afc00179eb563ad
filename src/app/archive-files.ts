import { runTasks, twice } from "../client/worker-pool.ts";
import type { ArchiveMember } from "../core/log/archive/archive-member.ts";
import { withoutName } from "../core/log/failure-words.ts";
import type { Outcome } from "../core/outcome.ts";
import { type LogFile, memberFile } from "../protocol/log-file.ts";
import type { ParseApi } from "../protocol/parse-api.ts";
import type { WorkerHandle } from "../protocol/worker-handle.ts";

/** Dropped files with archives replaced by what is in them. */
export interface ExpandedFiles {
  /** In the order of the drop; members in that of their archive. Empty members are left out. */
  readonly files: readonly LogFile[];
  /** Archives that could not be opened, each with the reason. */
  readonly problems: readonly { readonly file: File; readonly problem: string }[];
}

type Listing = Outcome<readonly ArchiveMember[] | null>;

/** Looks into every dropped file for an archive. Nothing is unpacked. Rejects when aborted. */
export async function expandArchives(
  dropped: readonly File[],
  parsers: readonly WorkerHandle<ParseApi>[],
  signal: AbortSignal,
): Promise<ExpandedFiles> {
  const listings: Listing[] = [];
  const waiting = [...dropped.keys()].reverse();
  await runTasks<ParseApi, number, Listing>(
    twice(parsers),
    () => waiting.pop() ?? null,
    (parser, at) => parser.call<Listing>((api) => api.listMembers(dropped[at]), { signal }),
    (listed, at) => {
      listings[at] = listed;
    },
    signal,
  );
  const files: LogFile[] = [];
  const problems: { file: File; problem: string }[] = [];
  for (const [at, file] of dropped.entries()) {
    const listed = listings[at];
    if (!listed.ok) problems.push({ file, problem: withoutName(file.name, listed.failure) });
    else if (listed.value === null) files.push(file);
    else if (listed.value.every(({ size }) => size === 0))
      problems.push({ file, problem: "the archive holds no files." });
    else files.push(...listed.value.filter(({ size }) => size > 0).map((member) => memberFile(file, member)));
  }
  return { files, problems };
}
