import { aroundMs, type DurationSpec } from "./system-spec.ts";

/** A part of the page that is generated, delivered and drawn on its own. Durations in units of 5 ms. */
export interface Pagelet {
  readonly name: string;
  /** Share of requests that have it. */
  readonly share: number;
  readonly generateUnits: number;
  readonly drawUnits: number;
}

/** The first three are on every page. */
export const PAGELETS: readonly Pagelet[] = [
  { name: "frame", share: 1, generateUnits: 6, drawUnits: 7 },
  { name: "feed", share: 1, generateUnits: 24, drawUnits: 26 },
  { name: "menu", share: 1, generateUnits: 7, drawUnits: 8 },
  { name: "chat", share: 0.25, generateUnits: 12, drawUnits: 14 },
  { name: "ads", share: 0.12, generateUnits: 18, drawUnits: 10 },
  { name: "friends", share: 0.06, generateUnits: 10, drawUnits: 8 },
  { name: "events", share: 0.04, generateUnits: 8, drawUnits: 7 },
  { name: "games", share: 0.03, generateUnits: 9, drawUnits: 10 },
  { name: "groups", share: 0.03, generateUnits: 8, drawUnits: 6 },
  { name: "pages", share: 0.03, generateUnits: 7, drawUnits: 6 },
  { name: "video", share: 0.03, generateUnits: 16, drawUnits: 24 },
  { name: "photos", share: 0.03, generateUnits: 12, drawUnits: 16 },
];

/** Records of a chain of one task: each ends one step of the chain and begins the next, so n labels make n − 1 segment kinds. */
export interface Chain {
  readonly task: string;
  readonly component: "server" | "network" | "client";
  /** The label of the first record, then label and duration of each step; none: the chain goes on in a task begun before. */
  readonly first?: string;
  /** What the first record waits for. */
  readonly startsAfter?: readonly string[];
  /** Between what the chain starts after and its first record; default a short hop. */
  readonly startDelay?: DurationSpec;
  readonly steps: readonly ChainStep[];
}

export interface ChainStep {
  readonly label: string;
  readonly medianUnits: number;
  /** Spread of the duration: sigma of its logarithm; default 0.3. */
  readonly sigma?: number;
  readonly after?: readonly string[];
  readonly lock?: string;
}

/** A stage of the pagelets: what one waits in before its turn, and what is done with it then. */
export interface Stage {
  readonly task: string;
  /** Task of the wait: one segment. */
  readonly queue: string;
  readonly component: Chain["component"];
  /** First label of the wait (the last is "taken"), and of the work. */
  readonly queued: string;
  readonly begun: string;
}

export const GENERATE: Stage = {
  task: "generate",
  queue: "worker-queue",
  component: "server",
  queued: "queued",
  begun: "begun",
};
export const SEND: Stage = {
  task: "send",
  queue: "network-queue",
  component: "network",
  queued: "ready",
  begun: "sending",
};
export const DRAW: Stage = {
  task: "draw",
  queue: "screen-queue",
  component: "client",
  queued: "arrived",
  begun: "drawing",
};
export const STAGES: readonly Stage[] = [GENERATE, SEND, DRAW];

/**
 * Everything but the pagelets. Side tasks (cache, beacon) start at times of their own, before or after what the
 * page waits for at that time: so orders that hold only by habit do not survive many requests.
 */
export const CHAINS: readonly Chain[] = [
  {
    task: "browser",
    component: "client",
    first: "clicked",
    startsAfter: [],
    steps: [
      { label: "name.resolved", medianUnits: 18 },
      { label: "connected", medianUnits: 24 },
      { label: "request.sent", medianUnits: 6 },
    ],
  },
  {
    task: "cache",
    component: "client",
    first: "warm-up.begun",
    startsAfter: [],
    startDelay: { lowNs: 2e6, highNs: 450e6 },
    steps: [{ label: "warm-up.done", medianUnits: 205, sigma: 0.12 }],
  },
  {
    task: "server",
    component: "server",
    first: "accepted",
    startsAfter: ["browser/request.sent"],
    steps: [
      { label: "decrypted", medianUnits: 3 },
      { label: "session.read", medianUnits: 9 },
      { label: "cookies.read", medianUnits: 2 },
      { label: "routed", medianUnits: 3 },
      { label: "head.built", medianUnits: 5 },
      { label: "account.read", medianUnits: 14 },
      { label: "privacy.read", medianUnits: 11 },
      { label: "settings.read", medianUnits: 6 },
      { label: "posts.found", medianUnits: 25 },
      { label: "posts.ranked", medianUnits: 175, sigma: 0.45 },
      { label: "layout.chosen", medianUnits: 8 },
    ],
  },
  {
    task: "flush",
    component: "network",
    first: "head.sent",
    startsAfter: ["server/head.built"],
    startDelay: { lowNs: 2e6, highNs: 120e6 },
    // Some lines are so slow that the head arrives after the posts are ranked: nothing orders the two.
    steps: [{ label: "first.byte", medianUnits: 28, sigma: 1 }],
  },
  {
    task: "browser",
    component: "client",
    steps: [
      { label: "head.received", medianUnits: 1, after: ["flush/first.byte"] },
      { label: "html.parsed", medianUnits: 9 },
      { label: "dom.ready", medianUnits: 14 },
    ],
  },
  {
    task: "style",
    component: "client",
    first: "css.asked",
    startsAfter: ["browser/html.parsed"],
    steps: [
      { label: "css.loaded", medianUnits: 28 },
      { label: "css.cached", medianUnits: 12, lock: "cache" },
      { label: "css.parsed", medianUnits: 15 },
    ],
  },
  {
    task: "font",
    component: "client",
    first: "font.asked",
    startsAfter: ["browser/head.received"],
    startDelay: { lowNs: 2e6, highNs: 250e6 },
    steps: [
      { label: "font.loaded", medianUnits: 30 },
      { label: "font.cached", medianUnits: 10, lock: "cache" },
    ],
  },
  {
    task: "script",
    component: "client",
    first: "js.asked",
    startsAfter: ["browser/html.parsed"],
    steps: [
      { label: "js.loaded", medianUnits: 50 },
      { label: "js.compiled", medianUnits: 100 },
      { label: "js.run", medianUnits: 50, after: ["browser/dom.ready"] },
    ],
  },
  {
    task: "beacon",
    component: "client",
    first: "beacon.asked",
    startsAfter: ["browser/html.parsed"],
    startDelay: { lowNs: 2e6, highNs: 600e6 },
    steps: [{ label: "beacon.sent", medianUnits: 20 }],
  },
];

export const GENERATE_STEPS: readonly (readonly [label: string, share: number])[] = [
  ["data", 0.6],
  ["html", 0.4],
];
export const SEND_STEPS: readonly (readonly [label: string, medianUnits: number])[] = [
  ["sent", 2],
  ["got", 3],
];

/** One unit of the parts' durations: a page takes seconds, as the paper's did. */
const UNIT_MS = 5;
const SIGMA = 0.3;

/** A duration around a number of units. */
export function aroundUnits(medianUnits: number, sigma = SIGMA): DurationSpec {
  return aroundMs(medianUnits * UNIT_MS, sigma);
}
