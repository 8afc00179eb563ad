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
  { name: "frame", share: 1, generateUnits: 12, drawUnits: 14 },
  { name: "feed", share: 1, generateUnits: 140, drawUnits: 120 },
  { name: "menu", share: 1, generateUnits: 15, drawUnits: 18 },
  { name: "chat", share: 0.7, generateUnits: 40, drawUnits: 45 },
  { name: "ads", share: 0.35, generateUnits: 90, drawUnits: 30 },
  { name: "friends", share: 0.22, generateUnits: 35, drawUnits: 25 },
  { name: "events", share: 0.15, generateUnits: 25, drawUnits: 20 },
  { name: "games", share: 0.12, generateUnits: 30, drawUnits: 35 },
  { name: "groups", share: 0.1, generateUnits: 22, drawUnits: 18 },
  { name: "pages", share: 0.08, generateUnits: 20, drawUnits: 16 },
  { name: "video", share: 0.07, generateUnits: 60, drawUnits: 90 },
  { name: "photos", share: 0.06, generateUnits: 45, drawUnits: 60 },
];

/** Records of a chain of one task: each ends one step of the chain and begins the next, so n labels make n − 1 segment kinds. */
export interface Chain {
  readonly task: string;
  readonly component: "server" | "network" | "client";
  /** The label of the first record, then label and duration of each step; `after` names what the step waits for. */
  readonly first: string;
  readonly startsAfter: readonly string[];
  readonly steps: readonly ChainStep[];
}

export interface ChainStep {
  readonly label: string;
  readonly medianUnits: number;
  readonly after?: readonly string[];
  readonly lock?: string;
}

export const CHAINS: readonly Chain[] = [
  {
    task: "nav",
    component: "client",
    first: "click",
    startsAfter: [],
    steps: [
      { label: "unload", medianUnits: 8 },
      { label: "resolve", medianUnits: 12 },
      { label: "connect", medianUnits: 30 },
      { label: "request", medianUnits: 4 },
    ],
  },
  {
    task: "warm",
    component: "client",
    first: "warm.begin",
    startsAfter: ["nav/unload"],
    steps: [{ label: "warm.end", medianUnits: 180 }],
  },
  {
    task: "req",
    component: "server",
    first: "accept",
    startsAfter: ["nav/request"],
    steps: [
      { label: "decrypt", medianUnits: 3 },
      { label: "session", medianUnits: 9 },
      { label: "cookies", medianUnits: 2 },
      { label: "route", medianUnits: 3 },
      { label: "account", medianUnits: 14 },
      { label: "privacy", medianUnits: 11 },
      { label: "settings", medianUnits: 6 },
      { label: "experiments", medianUnits: 7 },
      { label: "ranking", medianUnits: 45 },
      { label: "layout", medianUnits: 8 },
      { label: "head", medianUnits: 5 },
    ],
  },
  {
    task: "flush",
    component: "network",
    first: "flush",
    startsAfter: ["req/head"],
    steps: [{ label: "first.byte", medianUnits: 35 }],
  },
  {
    task: "dom",
    component: "client",
    first: "response",
    startsAfter: ["flush/first.byte"],
    steps: [
      { label: "html", medianUnits: 9 },
      { label: "dom.ready", medianUnits: 14 },
    ],
  },
  {
    task: "style",
    component: "client",
    first: "css.ask",
    startsAfter: ["dom/html"],
    steps: [
      { label: "css.got", medianUnits: 28 },
      { label: "css.cached", medianUnits: 12, lock: "cache" },
      { label: "css.parsed", medianUnits: 15 },
    ],
  },
  {
    task: "font",
    component: "client",
    first: "font.ask",
    startsAfter: ["dom/html"],
    steps: [
      { label: "font.got", medianUnits: 30 },
      { label: "font.cached", medianUnits: 10, lock: "cache" },
    ],
  },
  {
    task: "script",
    component: "client",
    first: "js.ask",
    startsAfter: ["dom/html"],
    steps: [
      { label: "js.got", medianUnits: 40 },
      { label: "js.compiled", medianUnits: 22 },
      { label: "js.ready", medianUnits: 25, after: ["dom/dom.ready"] },
    ],
  },
  {
    task: "beacon",
    component: "client",
    first: "beacon.ask",
    startsAfter: ["script/js.ready"],
    steps: [{ label: "beacon.sent", medianUnits: 20 }],
  },
];

export const GENERATE_STEPS: readonly (readonly [label: string, share: number])[] = [
  ["data", 0.5],
  ["privacy", 0.2],
  ["html", 0.3],
];
export const SEND_STEPS: readonly (readonly [label: string, medianUnits: number])[] = [
  ["packed", 2],
  ["sent", 5],
  ["got", 9],
];
export const DRAW_STEPS: readonly (readonly [label: string, share: number])[] = [
  ["parsed", 0.4],
  ["shown", 0.6],
];
