import { type CsvOptions, csvBytes } from "./csv-writer.ts";
import {
  CHAINS,
  type Chain,
  DRAW_STEPS,
  GENERATE_STEPS,
  PAGELETS,
  type Pagelet,
  SEND_STEPS,
} from "./slow-home-page-parts.ts";
import { planSystem, type SystemPlan } from "./system-plan.ts";
import {
  aroundMs,
  type OptionSpec,
  type PipelineSpec,
  type StepSpec,
  type SystemSpec,
  type TaskSpec,
} from "./system-spec.ts";

/** One unit of the parts' durations: a page takes seconds, as the paper's did. */
const UNIT_MS = 5;
const SIGMA = 0.3;
const HOP_MS = 4;

export const SLOW_HOME_PAGE_REQUESTS = 5000;
const SEED = 20141006;
const MEAN_GAP_NS = 12e9;

/**
 * A home page that loads slowly, after the example of the Mystery Machine paper: a server makes pagelets, a network
 * delivers them, a browser parses and draws them. The names are ours, and so are the durations.
 *
 *     server   req (accept … head)          gen1 … gen12, one pagelet at a time, order varying from request to request
 *     network  flush (first byte)           send1 … send12, in the same order
 *     client   nav, dom, style, script …    draw1 … draw12, in the same order, then page
 *
 * What is true of it:
 * 1. Pagelets pass gen ≫ send ≫ draw in one order per request; within each stage they exclude each other.
 * 2. Style sheets and fonts share the disk cache (a lock): never at once, in either order.
 * 3. The largest bar of total time, the client's `warm.begin → warm.end` (warming the cache), is never on the critical
 *    path: it runs beside the load and ends long before the page does. Making it faster makes nothing faster.
 * 4. Slow users are slow in every request: client work is scaled by a factor per user. For a fast user the server
 *    decides when the page is done, for a slow one the drawing: there the server has slack.
 * 5. `beacon` is asynchronous: nobody waits for it.
 * All pages are one request class: most pagelets that differ are rare.
 */
export function slowHomePage(): SystemSpec {
  const steps: StepSpec[] = [];
  const tasks: TaskSpec[] = [];
  const addChain = (chain: Chain, extra: Pick<StepSpec, "option" | "item"> = {}) => {
    tasks.push({
      name: chain.task,
      role: chain.component,
      component: chain.component,
      scaledByUser: chain.component === "client",
    });
    for (const [index, step] of chain.steps.entries()) {
      steps.push({
        name: `${chain.task}/${step.label}`,
        task: chain.task,
        after: [...(index === 0 ? chain.startsAfter : []), ...(step.after ?? [])],
        duration: aroundMs(step.medianUnits * UNIT_MS, SIGMA),
        ...(index === 0 && chain.startsAfter.length > 0 ? { begin: chain.first, delay: aroundMs(HOP_MS, 0.5) } : {}),
        ...(index === 0 && chain.startsAfter.length === 0 ? { begin: chain.first } : {}),
        end: step.label,
        ...(step.lock === undefined ? {} : { lock: step.lock }),
        ...extra,
      });
    }
  };

  for (const chain of CHAINS) addChain(chain);
  const options: OptionSpec[] = [];
  for (const [index, pagelet] of PAGELETS.entries()) {
    const { name } = pagelet;
    if (pagelet.share < 1) options.push({ name, probability: pagelet.share });
    for (const chain of pageletChains(pagelet, index + 1)) {
      addChain(chain, { item: name, ...(pagelet.share < 1 ? { option: name } : {}) });
    }
  }
  addChain({
    task: "page",
    component: "client",
    first: "drawn",
    startsAfter: [...PAGELETS.map((pagelet, index) => `draw${index + 1}/${pagelet.name}.shown`), "warm/warm.end"],
    steps: [
      { label: "interactive", medianUnits: 10, after: ["script/js.ready", "font/font.cached"] },
      { label: "loaded", medianUnits: 12 },
    ],
  });

  return {
    name: "slow-home-page",
    originNs: 1_412_553_600_000_000_000n,
    idPrefix: "h",
    idDigits: 4,
    roles: [
      { name: "server", hosts: ["server1", "server2", "server3", "server4"] },
      { name: "network", hosts: ["network1", "network2"] },
      { name: "client", hosts: ["client"] },
    ],
    tasks,
    steps,
    options,
    pipelines: [pageletPipeline()],
    users: { prefix: "u", count: 400, sigma: 0.45 },
  };
}

/** The three stages of one pagelet, each a task instance of its own, numbered so that masking digits gives the stage. */
function pageletChains(pagelet: Pagelet, number: number): Chain[] {
  const { name } = pagelet;
  return [
    {
      task: `gen${number}`,
      component: "server",
      first: `${name}.begin`,
      startsAfter: ["req/head"],
      steps: GENERATE_STEPS.map(([label, share]) => ({
        label: `${name}.${label}`,
        medianUnits: pagelet.generateUnits * share,
      })),
    },
    {
      task: `send${number}`,
      component: "network",
      first: `${name}.queued`,
      startsAfter: [`gen${number}/${name}.html`, "flush/first.byte"],
      steps: SEND_STEPS.map(([label, medianUnits]) => ({ label: `${name}.${label}`, medianUnits })),
    },
    {
      task: `draw${number}`,
      component: "client",
      first: `${name}.taken`,
      startsAfter: [`send${number}/${name}.got`, "dom/dom.ready", "style/css.parsed"],
      steps: DRAW_STEPS.map(([label, share]) => ({
        label: `${name}.${label}`,
        medianUnits: pagelet.drawUnits * share,
      })),
    },
  ];
}

function pageletPipeline(): PipelineSpec {
  return {
    name: "pagelets",
    items: PAGELETS.map((pagelet) => pagelet.name),
    stages: ["gen", "send", "draw"].map((taskName) => ({
      taskName,
      tasks: PAGELETS.map((_, index) => `${taskName}${index + 1}`),
    })),
  };
}

/** Settings of the sample file: 5,000 requests over some 17 hours. */
export function slowHomePageOptions(requests: number = SLOW_HOME_PAGE_REQUESTS): CsvOptions {
  return { requests, seed: SEED, meanGapNs: MEAN_GAP_NS, unit: "us", extraColumns: ["item"] };
}

/** The sample as CSV: request,time,host,task,event,item,user. About 25 MB for all requests. */
export function slowHomePageCsv(requests: number = SLOW_HOME_PAGE_REQUESTS): Generator<Uint8Array> {
  const plan: SystemPlan = planSystem(slowHomePage());
  return csvBytes(plan, slowHomePageOptions(requests));
}

/** Segment kinds (pairs of consecutive records of one task) of the client: 42. Every step of a chain is one. */
export const CLIENT_SEGMENT_KINDS = segmentKindCount(["client"]);
/** Segment kinds of server and network together: 84. */
export const DELIVERY_SEGMENT_KINDS = segmentKindCount(["server", "network"]);

function segmentKindCount(components: readonly string[]): number {
  const spec = slowHomePage();
  const tasks = new Set(spec.tasks.filter((task) => components.includes(task.component)).map((task) => task.name));
  return spec.steps.filter((step) => tasks.has(step.task)).length;
}
