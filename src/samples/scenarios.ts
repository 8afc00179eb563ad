import { exactly, type StepSpec, type SystemSpec, withinMs } from "./system-spec.ts";

/**
 * Small systems whose right answer is known beforehand. Every step writes `name.begin` and `name.end`, in a task of
 * its own unless said otherwise, all on one host.
 */

/**
 * Asynchronous siblings: main runs foo1 (100 ms), a gap (100 ms) and starts foo2 (200 ms) and foo3 (300 ms), which run in
 * parallel; all ± 30 %. One trace suggests foo2 → foo3; over requests it is refuted, and the critical path is
 * foo1, gap, foo3 whenever foo3 ends last.
 *
 *     main  |foo1|gap|
 *     foo2           |  foo2  |
 *     foo3           |    foo3    |
 */
export function siblings(): SystemSpec {
  return scenario("siblings", [
    step("foo1", { task: "main", duration: withinMs(100, 0.3) }),
    { name: "gap", task: "main", after: ["foo1"], duration: withinMs(100, 0.3), end: "spawn" },
    step("foo2", { after: ["gap"], duration: withinMs(200, 0.3), delay: { lowNs: 0, highNs: 1e6 } }),
    step("foo3", { after: ["gap"], duration: withinMs(300, 0.3), delay: { lowNs: 0, highNs: 1e6 } }),
  ]);
}

/** A → B → C with B in half of the requests: those without B keep A → C. */
export function optionalMiddle(): SystemSpec {
  return {
    ...scenario("optional middle", [
      step("A", { duration: withinMs(10, 0.5) }),
      step("B", { after: ["A"], duration: withinMs(20, 0.5), option: "B" }),
      step("C", { after: ["B"], duration: withinMs(10, 0.5) }),
    ]),
    options: [{ name: "B", probability: 0.5 }],
  };
}

/**
 * Three request classes under one root label: A then B, B then C, C then A. Each order holds wherever both occur, and
 * their union is a circle. Segments touch: the second begins at the very stamp at which the first ends.
 */
export function circularClasses(): SystemSpec {
  const pairs = [
    ["A", "B"],
    ["B", "C"],
    ["C", "A"],
  ] as const;
  const steps: StepSpec[] = [step("root", { duration: withinMs(5, 0.5) })];
  for (const [first, second] of pairs) {
    const name = `${first} then ${second}`;
    steps.push(
      { ...step(first, { after: ["root"], duration: withinMs(10, 0.5) }), name: `${name}: ${first}`, classes: [name] },
      {
        ...step(second, { after: [`${name}: ${first}`], duration: withinMs(10, 0.5) }),
        name: `${name}: ${second}`,
        classes: [name],
      },
    );
  }
  return {
    ...scenario("circular classes", steps),
    classes: pairs.map(([first, second]) => ({ name: `${first} then ${second}`, weight: 1 })),
  };
}

/** Constant and touching: first [0, 100], left [100, 150], right [150, 200] ms; the whole path is critical. */
export function touching(): SystemSpec {
  return scenario("touching", [
    step("first", { duration: exactly(100e6) }),
    step("left", { after: ["first"], duration: exactly(50e6) }),
    step("right", { after: ["left"], duration: exactly(50e6) }),
  ]);
}

/** A loop: `visit` runs one to five times between `open` and `close`, all in one task. */
export function loop(): SystemSpec {
  return scenario("loop", [
    step("open", { task: "main", duration: withinMs(5, 0.5) }),
    step("visit", { task: "main", duration: withinMs(5, 0.5), repeat: [1, 5] }),
    step("close", { task: "main", duration: withinMs(5, 0.5) }),
  ]);
}

/** Two workers that arrive in random order and share a lock: never at once, either first. Nothing else orders them. */
export function sharedLock(): SystemSpec {
  const worker = (name: string): StepSpec[] => [
    { name: `${name} wait`, task: name, after: ["root"], duration: withinMs(50, 0.9) },
    step(name, { duration: withinMs(60, 0.2), lock: "lock" }),
  ];
  return scenario("shared lock", [step("root", { duration: withinMs(5, 0.5) }), ...worker("left"), ...worker("right")]);
}

/**
 * A producer and a consumer of four items on two hosts, each item in an order that varies by request; the consumer
 * keeps the producer's order. Task names after masking: make, take.
 */
export function itemPipeline(): SystemSpec {
  const items = ["ash", "elm", "fir", "oak"];
  const steps = items.flatMap((item, index) => [
    itemStep("make", item, index + 1, ["root"]),
    itemStep("take", item, index + 1, [`make ${item}`]),
  ]);
  const base = scenario("item pipeline", [step("root", { duration: withinMs(5, 0.5) }), ...steps]);
  return {
    ...base,
    roles: [
      { name: "host", hosts: ["alpha"] },
      { name: "other", hosts: ["beta"] },
    ],
    tasks: base.tasks.map((task) => (task.name.startsWith("take") ? { ...task, role: "other" } : task)),
    pipelines: [
      {
        name: "items",
        items,
        stages: ["make", "take"].map((taskName) => ({
          taskName,
          tasks: items.map((_, index) => `${taskName}${index + 1}`),
        })),
      },
    ],
  };
}

function itemStep(stage: string, item: string, number: number, after: readonly string[]): StepSpec {
  return {
    name: `${stage} ${item}`,
    task: `${stage}${number}`,
    after,
    duration: withinMs(10, 0.5),
    delay: { lowNs: 1e5, highNs: 2e6 },
    begin: `${item}.${stage}.begin`,
    end: `${item}.${stage}.end`,
    item,
  };
}

function step(name: string, rest: Partial<StepSpec> & Pick<StepSpec, "duration">): StepSpec {
  return { name, task: name, after: [], begin: `${name}.begin`, end: `${name}.end`, ...rest };
}

function scenario(name: string, steps: readonly StepSpec[]): SystemSpec {
  return {
    name,
    originNs: 1_700_000_000_000_000_000n,
    idPrefix: "r",
    idDigits: 5,
    roles: [{ name: "host", hosts: ["alpha"] }],
    tasks: [...new Set(steps.map((item) => item.task))].map((task) => ({ name: task, role: "host", component: task })),
    steps,
  };
}
