import { expect, test } from "vitest";
import { encodeUtf8 } from "../core/bytes.ts";
import { type Detection, detectSource } from "../core/log/detect.ts";
import { fingerprintOf } from "../core/log/recipe/fingerprint.ts";
import type { Recipe } from "../core/log/recipe.ts";
import { SAVED_VERSION, SavedRecipes, type StoredText } from "./saved-recipes.ts";

class Memory implements StoredText {
  text: string | null = null;
  isDenied = false;

  read(): string | null {
    if (this.isDenied) throw new Error("denied");
    return this.text;
  }

  write(text: string): void {
    if (this.isDenied) throw new Error("denied");
    this.text = text;
  }
}

function detected(columns: string): Detection {
  const rows = Array.from({ length: 90 }, (_, i) => `r${i >> 1},${1_700_000_000_000 + i * 9},w${i % 2},did ${i & 1}`);
  const head = encodeUtf8(`${columns}\n${rows.join("\n")}\n`);
  const outcome = detectSource({ name: "x", size: head.length, head });
  if (!outcome.ok) throw new Error(outcome.failure.message);
  return outcome.value;
}

const FIRST = detected("request,time,host,event");
const SECOND = detected("rid,at,node,what");

function recipeFor(...detections: Detection[]): Recipe {
  return {
    sources: detections.map((detection, at) => {
      const fingerprint = fingerprintOf(detection);
      return { match: `${at}.csv`, plan: detection.plan, ...(fingerprint && { fingerprint }) };
    }),
    classes: { by: "root" },
  };
}

test("what is kept is found again for files like it, also by another page", async () => {
  const memory = new Memory();
  const one = new SavedRecipes(memory, () => 5);
  expect(await one.sourceFor(FIRST)).toBeNull();
  const kept = one.keep("monday.csv", recipeFor(FIRST));
  expect(kept).toMatchObject({ name: "monday.csv", savedAtMs: 5 });
  const other = new SavedRecipes(memory, () => 6);
  const found = await other.sourceFor(FIRST);
  expect(found).toMatchObject({ saved: kept, recipe: { classes: { by: "root" } } });
  expect(found?.source.plan).toEqual(FIRST.plan);
  expect(await other.sourceFor(SECOND)).toBeNull();
});

test("the latest wins, and takes the place of what it makes needless", async () => {
  const saved = new SavedRecipes(new Memory(), () => 5);
  saved.keep("one", recipeFor(FIRST));
  saved.keep("both", recipeFor(FIRST, SECOND));
  expect(saved.list.value.map(({ name }) => name)).toEqual(["both"]);
  saved.keep("first again", recipeFor(FIRST));
  expect(saved.list.value.map(({ name }) => name)).toEqual(["first again", "both"]);
  expect(new Set(saved.list.value.map(({ id }) => id)).size).toBe(2);
  expect((await saved.sourceFor(FIRST))?.saved.name).toBe("first again");
  expect((await saved.sourceFor(SECOND))?.saved.name).toBe("both");
  saved.remove(saved.list.value[0].id);
  expect((await saved.sourceFor(FIRST))?.saved.name).toBe("both");
});

test("two pages do not overwrite each other", () => {
  const memory = new Memory();
  const [one, other] = [new SavedRecipes(memory), new SavedRecipes(memory)];
  one.keep("a", recipeFor(FIRST));
  other.keep("b", recipeFor(SECOND));
  expect(other.list.value.map(({ name }) => name)).toEqual(["b", "a"]);
  one.remove(one.list.value[0].id);
  expect(new SavedRecipes(memory).list.value.map(({ name }) => name)).toEqual(["b"]);
});

test("where storage is denied, recipes last as long as the page", async () => {
  const memory = new Memory();
  memory.isDenied = true;
  const saved = new SavedRecipes(memory);
  expect(saved.isKept.value).toBe(false);
  saved.keep("a", recipeFor(FIRST));
  saved.keep("b", recipeFor(SECOND));
  expect(saved.list.value.map(({ name }) => name)).toEqual(["b", "a"]);
  expect((await saved.sourceFor(FIRST))?.saved.name).toBe("a");
  expect(new SavedRecipes().list.value).toEqual([]);
});

test("what another version or a stranger wrote is passed over, and nothing breaks", async () => {
  for (const text of ["", "{", "null", "[]", '{"version":"saved-recipes/9","recipes":[{}]}']) {
    const memory = new Memory();
    memory.text = text;
    expect(new SavedRecipes(memory).list.value).toEqual([]);
  }
  const memory = new Memory();
  const bad = { id: "1", name: "n", savedAtMs: 1, text: '{"recipe":"recipe/1"}' };
  memory.text = JSON.stringify({ version: SAVED_VERSION, recipes: [{ id: 1 }, bad] });
  const saved = new SavedRecipes(memory);
  expect(saved.list.value).toEqual([bad]);
  expect(await saved.sourceFor(FIRST)).toBeNull();
});

test("of recipes without fingerprints nothing is kept, of many the oldest are dropped", () => {
  let now = 0;
  const saved = new SavedRecipes(new Memory(), () => ++now);
  const [source] = recipeFor(FIRST).sources;
  expect(saved.keep("a", { sources: [{ match: "*", plan: source.plan }] })).toBeNull();
  for (let i = 0; i < 60; i++) {
    saved.keep(`n${i}`, { sources: [{ ...source, fingerprint: { structure: `${i}`, fields: [] } }] });
  }
  expect(saved.list.value).toHaveLength(50);
  expect(saved.list.value[0].name).toBe("n59");
});
