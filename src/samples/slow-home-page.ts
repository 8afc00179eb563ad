import { type CsvOptions, csvBytes } from "./csv-writer.ts";
import { planSystem, type SystemPlan } from "./system-plan.ts";
import {
  aroundMs,
  type OptionSpec,
  type PipelineSpec,
  type StepSpec,
  type SystemSpec,
  type TaskSpec,
} from "./system-spec.ts";

/**
 * A home page that loads slowly, after the example of the Mystery Machine paper: a server makes pagelets, a network
 * delivers them, a browser parses and draws them. The names are ours, and so are the durations.
 *
 *     server   page (accept … respond)    gen1 … gen12, one pagelet at a time, order varying from request to request
 *     network  stream (the first bytes)   send1 … send12, in the same order
 *     client   page, style, script        draw1 … draw12, in the same order
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
export interface Pagelet {
  readonly name: string;
  /** Share of requests that have it. */
  readonly share: number;
  readonly generateMs: number;
  readonly drawMs: number;
}

/** The first three are on every page. */
export const PAGELETS: readonly Pagelet[] = [
  { name: "frame", share: 1, generateMs: 12, drawMs: 14 },
  { name: "feed", share: 1, generateMs: 140, drawMs: 120 },
  { name: "menu", share: 1, generateMs: 15, drawMs: 18 },
  { name: "chat", share: 0.7, generateMs: 40, drawMs: 45 },
  { name: "ads", share: 0.35, generateMs: 90, drawMs: 30 },
  { name: "friends", share: 0.22, generateMs: 35, drawMs: 25 },
  { name: "events", share: 0.15, generateMs: 25, drawMs: 20 },
  { name: "games", share: 0.12, generateMs: 30, drawMs: 35 },
  { name: "groups", share: 0.1, generateMs: 22, drawMs: 18 },
  { name: "pages", share: 0.08, generateMs: 20, drawMs: 16 },
  { name: "video", share: 0.07, generateMs: 60, drawMs: 90 },
  { name: "photos", share: 0.06, generateMs: 45, drawMs: 60 },
];

/** Records of a chain: each ends one step of the chain and begins the next, so n labels make n − 1 segment kinds. */
interface Chain {
  readonly task: string;
  readonly component: "server" | "network" | "client";
  /** The label of the first record, then label and duration of each step; `after` names what the step waits for. */
  readonly first: string;
  readonly startsAfter: readonly string[];
  readonly steps: readonly ChainStep[];
}

interface ChainStep {
  readonly label: string;
  readonly medianMs: number;
  readonly after?: readonly string[];
  readonly lock?: string;
}

const CHAINS: readonly Chain[] = [
  {
    task: "nav",
    component: "client",
    first: "click",
    startsAfter: [],
    steps: [
      { label: "unload", medianMs: 8 },
      { label: "resolve", medianMs: 12 },
      { label: "connect", medianMs: 30 },
      { label: "request", medianMs: 4 },
    ],
  },
  {
    task: "warm",
    component: "client",
    first: "warm.begin",
    startsAfter: ["nav/unload"],
    steps: [{ label: "warm.end", medianMs: 180 }],
  },
  {
    task: "req",
    component: "server",
    first: "accept",
    startsAfter: ["nav/request"],
    steps: [
      { label: "decrypt", medianMs: 3 },
      { label: "session", medianMs: 9 },
      { label: "cookies", medianMs: 2 },
      { label: "route", medianMs: 3 },
      { label: "account", medianMs: 14 },
      { label: "privacy", medianMs: 11 },
      { label: "settings", medianMs: 6 },
      { label: "experiments", medianMs: 7 },
      { label: "ranking", medianMs: 45 },
      { label: "layout", medianMs: 8 },
      { label: "head", medianMs: 5 },
    ],
  },
  {
    task: "flush",
    component: "network",
    first: "flush",
    startsAfter: ["req/head"],
    steps: [{ label: "first.byte", medianMs: 35 }],
  },
  {
    task: "dom",
    component: "client",
    first: "response",
    startsAfter: ["flush/first.byte"],
    steps: [
      { label: "html", medianMs: 9 },
      { label: "dom.ready", medianMs: 14 },
    ],
  },
  {
    task: "style",
    component: "client",
    first: "css.ask",
    startsAfter: ["dom/html"],
    steps: [
      { label: "css.got", medianMs: 28 },
      { label: "css.cached", medianMs: 12, lock: "cache" },
      { label: "css.parsed", medianMs: 15 },
    ],
  },
  {
    task: "font",
    component: "client",
    first: "font.ask",
    startsAfter: ["dom/html"],
    steps: [
      { label: "font.got", medianMs: 30 },
      { label: "font.cached", medianMs: 10, lock: "cache" },
    ],
  },
  {
    task: "script",
    component: "client",
    first: "js.ask",
    startsAfter: ["dom/html"],
    steps: [
      { label: "js.got", medianMs: 40 },
      { label: "js.compiled", medianMs: 22 },
      { label: "js.ready", medianMs: 25, after: ["dom/dom.ready"] },
    ],
  },
  {
    task: "beacon",
    component: "client",
    first: "beacon.ask",
    startsAfter: ["script/js.ready"],
    steps: [{ label: "beacon.sent", medianMs: 20 }],
  },
];

const GENERATE_STEPS: readonly (readonly [label: string, share: number])[] = [
  ["data", 0.5],
  ["privacy", 0.2],
  ["html", 0.3],
];
const SEND_STEPS: readonly (readonly [label: string, medianMs: number])[] = [
  ["packed", 2],
  ["sent", 5],
  ["got", 9],
];
const DRAW_STEPS: readonly (readonly [label: string, share: number])[] = [
  ["parsed", 0.4],
  ["shown", 0.6],
];

/** Durations above are in these milliseconds, so that a page takes seconds, as the paper's did. */
const MS = 5;
const SIGMA = 0.3;
const HOP_MS = 4;

/** Segment kinds that the log of the system has: pairs of consecutive records of one task. Counted from the spec. */
export const CLIENT_SEGMENT_KINDS = 42;
export const DELIVERY_SEGMENT_KINDS = 84;

export const SLOW_HOME_PAGE_REQUESTS = 5000;
const SEED = 20141006;
const MEAN_GAP_NS = 12e9;

/** The system as data; see the top of the file for what is true of it. */
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
        duration: aroundMs(step.medianMs * MS, SIGMA),
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
      { label: "interactive", medianMs: 10, after: ["script/js.ready", "font/font.cached"] },
      { label: "loaded", medianMs: 12 },
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
        medianMs: pagelet.generateMs * share,
      })),
    },
    {
      task: `send${number}`,
      component: "network",
      first: `${name}.queued`,
      startsAfter: [`gen${number}/${name}.html`, "flush/first.byte"],
      steps: SEND_STEPS.map(([label, medianMs]) => ({ label: `${name}.${label}`, medianMs })),
    },
    {
      task: `draw${number}`,
      component: "client",
      first: `${name}.taken`,
      startsAfter: [`send${number}/${name}.got`, "dom/dom.ready", "style/css.parsed"],
      steps: DRAW_STEPS.map(([label, share]) => ({ label: `${name}.${label}`, medianMs: pagelet.drawMs * share })),
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
