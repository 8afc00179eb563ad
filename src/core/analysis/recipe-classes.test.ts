import fc from "fast-check";
import { expect, test } from "vitest";
import {
  analyseInThread,
  type InThreadOptions,
  type InThreadResult,
  sampleCsvPlan,
} from "../../testing/in-thread-analysis.ts";
import { encodeUtf8 } from "../bytes.ts";
import { Rng } from "../rng.ts";
import type { NamedClass } from "../trace/named-class.ts";
import type { ClassRule } from "../trace/shapes.ts";

/** What requests of a kind do; each step may be left out by one in ten. */
const KINDS = [
  { share: 0.5, steps: ["home", "auth", "feed", "ads", "render"] },
  { share: 0.3, steps: ["home", "cart", "stock", "pay", "mail", "render"] },
  { share: 0.19, steps: ["search", "index", "rank", "render"] },
  // First in fewer than one in a hundred: joins the root that is most alike.
  { share: 0.007, steps: ["probe", "index", "rank", "render"] },
  { share: 0.003, steps: ["ping"] },
] as const;
const HEADER = "request,time,host,task,event,user";

/** Requests as blocks of CSV lines; users a, b, c, and now and then none. */
function requests(seed: number, count: number): string[] {
  const rng = new Rng(seed);
  return Array.from({ length: count }, (_, id) => {
    let left = rng.next();
    const kind = KINDS.find(({ share }) => (left -= share) < 0) ?? KINDS[0];
    const user = ["a", "b", "c", ""][Math.floor(rng.next() * 4)];
    const steps = kind.steps.filter((_, at) => at === 0 || rng.next() > 0.1);
    return steps
      .map((step, at) => `r${id},${1_700_000_000_000_000 + id * 900 + at * 40},h${at % 2},${step},${step} done,${user}`)
      .join("\n");
  });
}

function analyse(blocks: readonly string[], options: InThreadOptions = {}): Promise<InThreadResult> {
  const plan = sampleCsvPlan(HEADER.split(","));
  return analyseInThread([{ plan, bytes: encodeUtf8(`${HEADER}\n${blocks.join("\n")}\n`) }], {
    originNs: 1_700_000_000_000_000_000n,
    ...options,
  });
}

function classesOf({ analysis }: InThreadResult): NamedClass[] {
  return analysis.names.recipeClasses(analysis.classMap, analysis.classNames);
}

/** Name of the class per request id. */
function classOfRequest({ store, analysis }: InThreadResult): Map<string, string> {
  const { classId } = store.requests.columns();
  return new Map(Array.from(classId, (id, rank) => [store.requests.summary(rank).id, analysis.classNames[id]]));
}

const RULES = fc.constantFrom<ClassRule>({ by: "shape" }, { by: "root" }, { by: "key", name: "user" }, { by: "none" });

test("law: the same bytes with the recipe of their analysis give the same classes and the same model", async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(99), RULES, fc.integer({ min: 1, max: 3 }), async (seed, rule, scanners) => {
      const blocks = requests(seed, 700);
      const first = await analyse(blocks, { rule });
      const again = await analyse(blocks, {
        rule,
        classMap: classesOf(first),
        scanners,
        groupSize: 1 + (seed % 20),
        sliceBytes: 4096 + seed * 97,
        shuffle: (items) => items.toReversed(),
      });
      expect(again.analysis.hash).toBe(first.analysis.hash);
      expect(again.report).toEqual(first.report);
      expect(classOfRequest(again)).toEqual(classOfRequest(first));
      expect(classesOf(again)).toEqual(classesOf(first));
    }),
    { numRuns: 12 },
  );
});

test("law: with the recipe of the whole, each request of a half has the class that it has in the whole", async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(99), RULES, async (seed, rule) => {
      const blocks = requests(seed, 900);
      const whole = await analyse(blocks, { rule });
      const classMap = classesOf(whole);
      const inWhole = classOfRequest(whole);
      for (const half of [blocks.slice(0, 450), blocks.slice(450), blocks.slice(0, 3)]) {
        const part = await analyse(half, { rule, classMap });
        for (const [id, name] of classOfRequest(part)) expect(name).toBe(inWhole.get(id));
        // What the half lacks stays in its recipe.
        expect(classesOf(part)).toEqual(classMap);
      }
    }),
    { numRuns: 8 },
  );
});

test("a beginning that no class of the recipe knows joins what is most like it, and is counted", async () => {
  const blocks = requests(5, 800);
  const classMap = classesOf(await analyse(blocks));
  const added = Array.from({ length: 200 }, (_, at) => {
    const time = 1_700_000_000_000_000 + at * 700;
    return `n${at},${time},h0,refund,refund done,a\nn${at},${time + 5},h0,pay,pay done,a`;
  });
  const result = await analyse([...blocks, ...added], { classMap });
  expect(result.report.newRoots).toBe(200);
  const known = new Set(classMap.map(({ name }) => name));
  expect(result.analysis.classNames.filter((name) => !known.has(name))).toEqual([]);
  expect(classOfRequest(result).get("n7")).toMatch(/ · other$/);
});
