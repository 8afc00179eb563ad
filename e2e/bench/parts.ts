import { startVitest, type TestCase } from "vitest/node";
import { ROOT } from "../fresh-build.ts";

/**
 * `npm run bench -- --parts [FILTER...]`: the benchmarks beside the files (`x.bench.ts`) whose path holds a filter, or all:
 * parsing by format, envelopes, stamps, labels, documents, the sieve, the layout of graphs. Prints what they say
 * themselves, one line a figure; Vitest's own tables are about the mean of runs that neighbours slow down.
 */
export async function partsBench(filters: readonly string[]): Promise<number> {
  const vitest = await startVitest("benchmark", [...filters], {
    root: ROOT,
    watch: false,
    // One after the other: two would measure each other.
    fileParallelism: false,
    benchmark: {
      reporters: [
        {
          onTestModuleQueued: (module) => console.log(`\n${module.relativeModuleId}`),
          onUserConsoleLog: ({ content }) => console.log(`  ${content.trimEnd()}`),
        },
      ],
    },
  });
  const problems = vitest.state
    .getTestModules()
    .flatMap((module) => [...module.errors(), ...failuresOf(module.children.allTests())]);
  for (const { message } of problems) console.error(message);
  await vitest.close();
  return problems.length === 0 ? 0 : 1;
}

function failuresOf(tests: Iterable<TestCase>) {
  return [...tests].flatMap((test) => test.result().errors ?? []);
}
