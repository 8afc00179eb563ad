import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { groupingScore } from "../../samples/grouping-score.ts";
import { statementMessages } from "../../samples/statement-messages.ts";
import { decodeUtf8, encodeUtf8 } from "../bytes.ts";
import { MASK_KINDS } from "./mask-kinds.ts";
import { MessageMasker } from "./message-masker.ts";
import { mineTemplates } from "./template-miner.ts";
import { WordTexts } from "./word-texts.ts";

const MASKS = new Set<string>(MASK_KINDS);

/** Template of each text, one component; the texts are sorted first, as the store does it. */
function templateOf(texts: readonly string[]): Map<string, string> {
  const source = [...new Set(texts)].sort().map((text) => ({ component: "", text }));
  const of = new Map<string, string>();
  for (const { text, cluster } of mineTemplates(new WordTexts(source, MASKS), source)) {
    for (const member of cluster.members) of.set(source[member].text, text);
  }
  return of;
}

function templates(...texts: string[]): string[] {
  return [...new Set(templateOf(texts).values())].sort();
}

const NAMES = "alice bob carol dave erin frank grace heidi".split(" ");

describe("mining", () => {
  it("merges texts that differ in few words, which become wildcards", () => {
    expect(templates(...NAMES.map((name) => `session opened for user ${name} by (uid=<num>)`))).toEqual([
      "session opened for user <*> by (uid=<num>)",
    ]);
  });

  it("keeps start and stop apart, and verbs of any number", () => {
    expect(templates("Job <id> start", "Job <id> stop")).toEqual(["Job <id> start", "Job <id> stop"]);
    expect(templates("opening a connection to <host> now", "closing a connection to <host> now")).toHaveLength(2);
    const verbs = "created updated cancelled shipped returned refunded".split(" ");
    expect(templates(...verbs.map((verb) => `Order <id> was ${verb} by <num> in <num>`))).toHaveLength(6);
  });

  it("takes many words at one place for values, even in short texts", () => {
    expect(templates(...NAMES.map((name) => `Deleted user ${name}`))).toEqual(["Deleted user <*>"]);
    expect(templates(...NAMES.slice(0, 4).map((name) => `Deleted user ${name}`))).toHaveLength(4);
    expect(templates("region us-<num> left", "region eu-<num> left", "region ap-<num> left")).toEqual([
      "region <*> left",
    ]);
  });

  it("never makes a template of nothing but wildcards", () => {
    expect(templates(...NAMES)).toEqual(NAMES);
  });

  it("does not mind kinds of values nor case, and shows a form that occurs", () => {
    expect(templates("Took <num> ids", "took <amount> ids")).toEqual(["Took <*> ids"]);
    expect(templates("Disk full", "disk FULL")).toEqual(["Disk full"]);
  });

  it("keeps the name of a value that varies", () => {
    const texts = NAMES.map((name) => `peer up with user=${name} at <ip> port <num>`);
    expect(templates(...texts)).toEqual(["peer up with user=<*> at <ip> port <num>"]);
  });

  it("keeps components apart", () => {
    const source = ["a", "b"].flatMap((component) =>
      NAMES.map((name) => ({ component, text: `Deleted user ${name}` })),
    );
    const found = mineTemplates(new WordTexts(source, MASKS), source);
    expect(found.map(({ component, text }) => [component, text])).toEqual([
      ["a", "Deleted user <*>"],
      ["b", "Deleted user <*>"],
    ]);
  });

  it("gives every text one template, and no two templates one name", () => {
    const words = fc.constantFrom("a", "b", "c", "<num>", "<id>", "x=<num>", "A", "started", "stopped", "e");
    fc.assert(
      fc.property(
        fc.array(fc.array(words, { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 60 }),
        (lists) => {
          const source = [...new Set(lists.map((list) => list.join(" ")))]
            .sort()
            .map((text) => ({ component: "", text }));
          const found = mineTemplates(new WordTexts(source, MASKS), source);
          const members = found.flatMap(({ cluster }) => cluster.members).sort((a, b) => a - b);
          expect(members).toEqual(source.map((_, at) => at));
          expect(new Set(found.map(({ text }) => text)).size).toBe(found.length);
          for (const { text, cluster } of found) {
            for (const member of cluster.members) {
              expect(source[member].text.split(" ")).toHaveLength(text.split(" ").length);
            }
          }
        },
      ),
    );
  });
});

// Messages of known statements: accuracy and F1 as in the literature (GA, FGA). A group of several statements deletes
// true relations, so there is to be none at all; statements parted in several groups only have less support.
test.each([
  [2_000, 0.9, 0.65],
  [100_000, 0.95, 0.85],
])("%i lines of known statements are grouped by statement", (count, accuracy, f1) => {
  const masker = new MessageMasker();
  for (const seed of [1, 2, 3]) {
    const messages = statementMessages(seed, count);
    const texts = messages.map(({ text }) => {
      const bytes = encodeUtf8(text);
      masker.mask(bytes, 0, bytes.length);
      return decodeUtf8(masker.bytes, 0, masker.length);
    });
    const of = templateOf(texts);
    const score = groupingScore(
      texts.map((text) => of.get(text)),
      messages.map(({ statement }) => statement),
    );
    console.log(
      `seed ${seed}, ${count} lines, ${of.size} masked texts: grouping accuracy ${score.accuracy.toFixed(3)}, ` +
        `F1 ${score.f1.toFixed(3)}, ${score.groups} groups of ${score.statements} statements, ${score.mixed} mixed`,
    );
    expect(score.accuracy).toBeGreaterThanOrEqual(accuracy);
    expect(score.f1).toBeGreaterThanOrEqual(f1);
    expect(score.mixed).toBe(0);
  }
});
