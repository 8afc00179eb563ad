import { type CsvOptions, csvBytes } from "./csv-writer.ts";
import {
  aroundUnits,
  CHAINS,
  type Chain,
  type ChainStep,
  DRAW,
  GENERATE,
  GENERATE_STEPS,
  PAGELETS,
  type Pagelet,
  SEND,
  SEND_STEPS,
  STAGES,
  type Stage,
} from "./slow-home-page-parts.ts";
import { planSystem, type SystemPlan } from "./system-plan.ts";
import {
  aroundMs,
  exactly,
  type OptionSpec,
  type PipelineSpec,
  type StepSpec,
  type SystemSpec,
  type TaskSpec,
} from "./system-spec.ts";

/** From one task to the next. */
const HOP = aroundMs(4, 0.5);
/** From the end of a wait to the first record of the work. */
const HANDED_OVER = aroundMs(1, 0.3);

export const SLOW_HOME_PAGE_REQUESTS = 5000;
const SEED = 20141006;
const MEAN_GAP_NS = 12e9;

/**
 * A home page that loads slowly, after the example of the Mystery Machine paper: a server makes pagelets, a network
 * delivers them, a browser draws them. The names are ours, and so are the durations.
 *
 *     client   browser (clicked … request sent … dom ready)      style, font, script, beside them cache and beacon
 *     server   server (accepted … head built | … posts ranked … layout chosen)      generate1 … generate12
 *     network  flush (the head, early)                                              send1 … send12
 *     client                                                                        draw1 … draw12, then page
 *
 * What is true of it:
 * 1. The line to look at is `server · posts.found → posts.ranked`: nothing is on the critical path for longer.
 * 2. The largest bar of total time, the client's `cache · warm-up.begun → warm-up.done`, is almost never on the critical
 *    path: it runs beside the load and nearly always ends before the page does. Making it faster makes nothing faster.
 * 3. Slow users are slow in every request: client work is scaled by a factor per user. The head of the page is sent
 *    early; while the server ranks posts the browser loads and compiles the scripts. For a fast user the server decides
 *    when the page is done, for a slow one the scripts: there the server has slack.
 * 4. Pagelets pass generate ≫ send ≫ draw in one order per request; within each stage they exclude each other. What they
 *    wait for a worker, the network or the screen is a segment of its own (`worker-queue · feed.queued → feed.taken`).
 * 5. Style sheets and fonts share the disk cache (a lock): never at once, in either order.
 * 6. `cache` and `beacon` start at any time, before or after what goes on beside them; nobody waits for the beacon.
 * All pages are one request class: most pagelets that differ are rare.
 */
export function slowHomePage(): SystemSpec {
  const steps: StepSpec[] = [];
  const tasks: TaskSpec[] = [];
  const addTask = (name: string, component: Chain["component"]) => {
    if (tasks.some((task) => task.name === name)) return;
    tasks.push({ name, role: component, component, scaledByUser: component === "client" });
  };
  for (const chain of CHAINS) {
    addTask(chain.task, chain.component);
    steps.push(...chainSteps(chain));
  }
  const options: OptionSpec[] = [];
  for (const [index, pagelet] of PAGELETS.entries()) {
    const { name, share } = pagelet;
    if (share < 1) options.push({ name, probability: share });
    for (const stage of STAGES) {
      addTask(`${stage.queue}${index + 1}`, stage.component);
      addTask(`${stage.task}${index + 1}`, stage.component);
    }
    const extra = { item: name, ...(share < 1 ? { option: name } : {}) };
    for (const step of pageletSteps(pagelet, index + 1)) steps.push({ ...step, ...extra });
  }
  addTask("page", "client");
  steps.push(
    ...chainSteps({
      task: "page",
      component: "client",
      first: "all.drawn",
      startsAfter: [...PAGELETS.map(({ name }, index) => `draw${index + 1}/${name}.shown`), "cache/warm-up.done"],
      steps: [
        { label: "interactive", medianUnits: 10, after: ["script/js.run", "font/font.cached"] },
        { label: "loaded", medianUnits: 12 },
      ],
    }),
  );

  return {
    name: "slow-home-page",
    originNs: 1_412_553_600_000_000_000n,
    idPrefix: "h",
    idDigits: 4,
    roles: [
      { name: "server", hosts: ["web1", "web2", "web3", "web4"] },
      { name: "network", hosts: ["net1", "net2"] },
      { name: "client", hosts: ["client"] },
    ],
    tasks,
    steps,
    options,
    pipelines: [pageletPipeline()],
    users: { prefix: "u", count: 400, sigma: 0.45 },
  };
}

function chainSteps({ task, first, startsAfter = [], startDelay, steps }: Chain): StepSpec[] {
  const delay = startDelay ?? (startsAfter.length > 0 ? HOP : undefined);
  const start = first === undefined ? {} : { begin: first, ...(delay === undefined ? {} : { delay }) };
  return steps.map((step, index) => ({
    name: `${task}/${step.label}`,
    task,
    after: [...(index === 0 ? startsAfter : []), ...(step.after ?? [])],
    duration: aroundUnits(step.medianUnits, step.sigma),
    ...(index === 0 ? start : {}),
    end: step.label,
    ...(step.lock === undefined ? {} : { lock: step.lock }),
  }));
}

/** The three stages of one pagelet, each in task instances of its own, numbered so that masking digits gives the stage. */
function pageletSteps({ name, generateUnits, drawUnits }: Pagelet, number: number): StepSpec[] {
  const of = (stage: Stage, label: string) => `${stage.task}${number}/${name}.${label}`;
  const generate = GENERATE_STEPS.map(([label, share]) => ({ label, medianUnits: generateUnits * share }));
  const send = SEND_STEPS.map(([label, medianUnits]) => ({ label, medianUnits }));
  return [
    ...stageSteps(GENERATE, name, number, ["server/layout.chosen"], [], generate),
    ...stageSteps(SEND, name, number, [of(GENERATE, "html")], ["flush/first.byte"], send),
    ...stageSteps(
      DRAW,
      name,
      number,
      [of(SEND, "got")],
      ["browser/dom.ready", "style/css.parsed"],
      [{ label: "shown", medianUnits: drawUnits }],
    ),
  ];
}

/**
 * One pagelet in one stage. The first step of the stage's task writes nothing: it is the turn that the pagelet gets
 * when the one before it has left. So the wait lies between two records of the queue, and the work in the stage's own.
 *
 *     queue    queued ············ taken
 *     stage                (turn)       begun ── … ──
 */
function stageSteps(
  stage: Stage,
  name: string,
  number: number,
  queuedAfter: readonly string[],
  turnAfter: readonly string[],
  work: readonly ChainStep[],
): StepSpec[] {
  const queue = `${stage.queue}${number}`;
  const task = `${stage.task}${number}`;
  const [queued, turn, taken] = [`${queue}/${name}.${stage.queued}`, `${task}/${name}.turn`, `${queue}/${name}.taken`];
  return [
    { name: queued, task: queue, after: queuedAfter, duration: HANDED_OVER, end: `${name}.${stage.queued}` },
    { name: turn, task, after: [queued, ...turnAfter], duration: exactly(0) },
    { name: taken, task: queue, after: [turn], duration: HANDED_OVER, end: `${name}.taken` },
    ...work.map((step, index): StepSpec => {
      const label = `${name}.${step.label}`;
      const common = { name: `${task}/${label}`, task, duration: aroundUnits(step.medianUnits), end: label };
      if (index > 0) return { ...common, after: [] };
      return { ...common, after: [taken], delay: HANDED_OVER, begin: `${name}.${stage.begun}` };
    }),
  ];
}

function pageletPipeline(): PipelineSpec {
  return {
    name: "pagelets",
    items: PAGELETS.map((pagelet) => pagelet.name),
    stages: STAGES.map(({ task }) => ({ taskName: task, tasks: PAGELETS.map((_, index) => `${task}${index + 1}`) })),
  };
}

/** Settings of the sample file: 5,000 requests over some 17 hours. */
export function slowHomePageOptions(requests: number = SLOW_HOME_PAGE_REQUESTS): CsvOptions {
  return { requests, seed: SEED, meanGapNs: MEAN_GAP_NS, unit: "us", extraColumns: ["item"] };
}

/** The sample as CSV: request,time,host,task,event,item,user. About 26 MB for all requests. */
export function slowHomePageCsv(requests: number = SLOW_HOME_PAGE_REQUESTS): Generator<Uint8Array> {
  const plan: SystemPlan = planSystem(slowHomePage());
  return csvBytes(plan, slowHomePageOptions(requests));
}

/** Segment kinds (pairs of consecutive records of one task) of the client: 42. */
export const CLIENT_SEGMENT_KINDS = segmentKindCount(["client"]);
/** Segment kinds of server and network together: 84. */
export const DELIVERY_SEGMENT_KINDS = segmentKindCount(["server", "network"]);

function segmentKindCount(components: readonly string[]): number {
  const plan = planSystem(slowHomePage());
  const events = plan.events.filter(({ component }) => components.includes(component));
  // Every record of a task but the last begins a segment.
  return events.length - new Set(events.map(({ task }) => task)).size;
}
