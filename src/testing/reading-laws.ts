import { textLayer } from "../core/log/encoding/transcoder.ts";
import { compilePlan } from "../core/log/field-plan.ts";
import { BlockReader, parseBlock, type SliceContext } from "../core/log/file-reading.ts";
import { formatOf } from "../core/log/formats/registry.ts";
import type { OpenFile } from "../core/log/open-file.ts";
import { parseRecipe } from "../core/log/parse-recipe.ts";
import type { ParseService } from "../core/log/parse-service.ts";
import type { ParsedSlice } from "../core/log/parsed-slice.ts";
import { isRows, isSliced } from "../core/log/random-access.ts";
import { rawReads } from "../core/log/raw-reads.ts";
import { printRecipe, recipeOf } from "../core/log/recipe.ts";
import { SliceChain, type SliceJob } from "../core/log/slice-chain.ts";
import type { SourcePlan } from "../core/log/source-plan.ts";
import type { Failure, Outcome } from "../core/outcome.ts";
import { mappingRows } from "../core/present/mapping-rows.ts";
import { tryMapping } from "../core/present/mapping-trial.ts";
import type { Rng } from "../core/rng.ts";
import { analyseInThread } from "./in-thread-analysis.ts";
import { chunkedFile } from "./memory-file.ts";
import { sliceProblem } from "./slice-problem.ts";
import { type FileReading, isConserved, joinedReading, readSliced } from "./sliced-reading.ts";
import { joined } from "./tar-writer.ts";

/** A file as workers open it, and what it may say of itself. */
export interface FuzzedFile {
  readonly file: OpenFile;
  /** Its text is damaged by its container: reading it may fail with this code too. */
  readonly isPacked?: boolean;
  /** The plan of what was damaged, as a recipe would bring it; used where detection gives none, and now and then. */
  readonly recipe?: SourcePlan;
  /** The plan is what was damaged: it is used always. */
  readonly isRecipe?: boolean;
}

/**
 * Reads a file as the app does: detected, its mapping tried, read in slices or blocks of any size, raw lines read again,
 * sometimes analysed. Throws when a law is broken: results or failures with a code and a sentence, never an exception;
 * every line counted once; the same records however it is cut; no more work than slices allow.
 */
export async function checkReading(service: ParseService, fuzzed: FuzzedFile, rng: Rng): Promise<void> {
  const { file, recipe } = fuzzed;
  const usesRecipe = rng.chance(fuzzed.isRecipe === true ? 1 : 0.25);
  const isTried = rng.chance(0.15);
  const isAnalysed = rng.chance(0.04);
  const isDetected = !usesRecipe || recipe === undefined;
  const detected = isDetected ? expected(await service.detect(file), fuzzed) : null;
  const plan = usesRecipe && recipe !== undefined ? recipe : detected?.plan;
  if (detected && isTried) {
    expected(await tryMapping(service, file, detected.plan, mappingRows(detected, detected.plan, true)), fuzzed);
  }
  if (plan === undefined) return;
  const compiled = compilePlan(plan);
  if (!compiled.ok) {
    if (detected?.plan !== plan || detected.confidence > 0)
      throw new Error(`a sure plan: ${wordsOf(compiled.failure)}`);
    return;
  }
  if (isTried) checkRecipe(plan, file.name);
  const originNs = (await service.earliestDayNs(file, plan)) ?? 0n;
  const context = { fileIndex: 0, originNs, keepPartitions: 64 };
  const slices = await slicesOf(service, fuzzed, plan, context, rng);
  if (slices === null) return;
  for (const slice of slices) {
    const problem = sliceProblem(slice);
    if (problem !== null) throw new Error(`a slice is not sound: ${problem}`);
  }
  const reading = readingOf(slices);
  await checkLines(fuzzed, plan, reading);
  if (isTried) await checkRawLines(service, fuzzed, plan, slices, reading.counts.lines, rng);
  if (isAnalysed && reading.events.length > 0) {
    const { reading: stored } = await analyseInThread([{ plan, bytes: new Uint8Array(0), slices }], { originNs });
    const [{ counts }] = stored.fileReports;
    same("the report's counts", counts, reading.counts);
  }
}

/** The value of an outcome, null of a failure that a file may give. */
function expected<T>(outcome: Outcome<T>, { isPacked }: FuzzedFile): T | null {
  if (outcome.ok) return outcome.value;
  const { code, message } = outcome.failure;
  const isKnown = /^[A-Z]_[A-Z0-9_]+$/.test(code) && message.length > 10 && !/undefined|\[object|NaN/.test(message);
  // What lies in memory can be read: behind this code a bug would hide. Archives may end too early.
  if (!isKnown || (code === "I_READ" && isPacked !== true)) throw new Error(wordsOf(outcome.failure));
  return null;
}

function wordsOf({ code, message }: Failure): string {
  return `${code} ${message}`;
}

function checkRecipe(plan: SourcePlan, name: string): void {
  const recipe = recipeOf([{ match: name, plan }], { by: "shape" }, null);
  const read = parseRecipe(printRecipe(recipe));
  if (!read.ok) throw new Error(`the recipe of a plan: ${wordsOf(read.failure)}`);
  same("the recipe", printRecipe(read.value), printRecipe(recipe));
}

/** All slices of a file in order, after reading it in two ways; null if it cannot be read to its end. */
async function slicesOf(
  service: ParseService,
  fuzzed: FuzzedFile,
  plan: SourcePlan,
  context: SliceContext,
  rng: Rng,
): Promise<ParsedSlice[] | null> {
  const { file } = fuzzed;
  if (isRows(plan)) return rowSlices(service, fuzzed, plan, context);
  const [sliceBytes, blockBytes] = [size(file.size, rng), size(file.size, rng)];
  const [reach, chunkBytes] = [rng.integer(1, 300), size(file.size, rng)];
  if (!isSliced(plan)) {
    const whole = await blocksOf(service, fuzzed, plan, context);
    if (whole === null) return null;
    const parts = await smallBlocks(fuzzed, plan, context, blockBytes);
    same(`blocks of ${blockBytes}`, readingOf(parts), readingOf(whole));
    return parts;
  }
  const whole = await chained(service, fuzzed, plan, context, Math.max(1, file.size), rng);
  if (whole === null) return null;
  const told = readingOf(whole);
  const parts = await chained(service, fuzzed, plan, context, sliceBytes, rng);
  same(`slices of ${sliceBytes}`, parts && readingOf(parts), told);
  const bytes = await file.read(0, file.size);
  if (rng.chance(0.5)) {
    const cuts = [rng.integer(0, file.size), rng.integer(0, file.size)];
    const bare = firstRejects(readSliced(plan, bytes, cuts, reach, reach, context.originNs));
    same(`slices at ${cuts} with a reach of ${reach}`, bare, told);
  } else {
    const stream: FuzzedFile = { ...fuzzed, file: chunkedFile(file.name, bytes, chunkBytes) };
    same("a stream", readingOf(await smallBlocks(stream, plan, context, blockBytes)), told);
  }
  return parts;
}

/** Slices in any order, settled as the page settles them. */
async function chained(
  service: ParseService,
  fuzzed: FuzzedFile,
  plan: SourcePlan,
  context: SliceContext,
  sliceBytes: number,
  rng: Rng,
): Promise<ParsedSlice[] | null> {
  const { file } = fuzzed;
  const chain = new SliceChain(file.size, sliceBytes);
  const slices: ParsedSlice[] = [];
  const jobs: SliceJob[] = [];
  const mostReads = 2 * Math.ceil(file.size / sliceBytes) + 2;
  for (let reads = 0; !chain.done; reads++) {
    if (reads > mostReads) throw new Error(`more than ${mostReads} slices were parsed`);
    while (jobs.length < 3) {
      const job = chain.take();
      if (job === null) break;
      jobs.push(job);
    }
    const [job] = jobs.splice(rng.integer(0, jobs.length - 1), 1);
    if (job === undefined) throw new Error("no slice is left, but the file is not done");
    const slice = expected(await service.parse(file, plan, job, context), fuzzed);
    if (slice === null && fuzzed.isPacked === true) return null;
    if (slice === null) throw new Error("a slice was refused");
    slices.push(...chain.settle(slice));
  }
  return slices;
}

/** Blocks as the worker gives them. */
async function blocksOf(
  service: ParseService,
  fuzzed: FuzzedFile,
  plan: SourcePlan,
  context: SliceContext,
): Promise<ParsedSlice[] | null> {
  service.open(fuzzed.file, plan);
  const slices: ParsedSlice[] = [];
  for (;;) {
    const next = await service.next();
    const value = expected(next, fuzzed);
    if (!next.ok) return null;
    if (value === null) return slices;
    const slice = expected(parseBlock(plan, value.block, slices.length, context), fuzzed);
    if (slice === null) throw new Error("a block was refused");
    slices.push(slice);
  }
}

async function smallBlocks(
  fuzzed: FuzzedFile,
  plan: SourcePlan,
  context: SliceContext,
  blockBytes: number,
): Promise<ParsedSlice[]> {
  const reader = new BlockReader(textOf(fuzzed.file, plan), plan, blockBytes);
  const slices: ParsedSlice[] = [];
  for (;;) {
    const next = await reader.next();
    const block = expected(next, fuzzed);
    if (!next.ok) throw new Error("a block was refused");
    if (block === null) return slices;
    const slice = expected(parseBlock(plan, block, slices.length, context), fuzzed);
    if (slice === null) throw new Error("a block was refused");
    slices.push(slice);
  }
}

async function rowSlices(
  service: ParseService,
  fuzzed: FuzzedFile,
  plan: SourcePlan,
  context: SliceContext,
): Promise<ParsedSlice[] | null> {
  const { file } = fuzzed;
  const jobs = expected(await service.rowJobs(file, plan), fuzzed);
  if (jobs === null) return null;
  const slices: ParsedSlice[] = [];
  // Damage may tell millions of stretches: what the first of them give is what the others give.
  for (const job of jobs.slice(0, 8)) {
    const slice = expected(await service.parseRows(file, plan, job, context), fuzzed);
    if (slice === null) return null;
    const { lines } = slice.counts;
    const rows = job.range.end - job.range.first;
    if (lines !== rows) throw new Error(`${lines} lines of ${rows} rows`);
    slices.push(slice);
  }
  return slices;
}

async function checkLines(fuzzed: FuzzedFile, plan: SourcePlan, reading: FileReading): Promise<void> {
  const { lines, records, continuations, blank, duplicates, rejects } = reading.counts;
  const told = records + continuations + blank + duplicates + rejects;
  if (told !== lines) throw new Error(`${lines} lines, but ${told} are accounted for`);
  if (isRows(plan) || formatOf(plan.format).framing === "elements") return;
  const text = await collected(textOf(fuzzed.file, plan));
  if (!isConserved(reading, text)) throw new Error(`${lines} lines told, which is not what the text has`);
}

async function checkRawLines(
  service: ParseService,
  fuzzed: FuzzedFile,
  plan: SourcePlan,
  slices: readonly ParsedSlice[],
  lineCount: number,
  rng: Rng,
): Promise<void> {
  const line: number[] = [];
  const offset: number[] = [];
  let before = 0;
  for (const slice of slices) {
    slice.lineOffsetLines.forEach((at, i) => {
      line.push(before + at + 1);
      offset.push(slice.lineOffsets[i]);
    });
    before += slice.counts.lines;
  }
  const wanted = [1, lineCount, rng.integer(1, Math.max(1, lineCount)), lineCount + 1];
  const texts = await service.rawRecords(fuzzed.file, plan, rawReads({ line, offset }, wanted), wanted);
  if (texts.length !== wanted.length) throw new Error(`${texts.length} texts of ${wanted.length} lines`);
  for (const text of texts) expected(text, fuzzed);
}

/** Bytes as UTF-8 with line feeds, as a worker reads them. */
async function* textOf(file: OpenFile, plan: SourcePlan): AsyncGenerator<Uint8Array> {
  const layer = textLayer(plan);
  for await (const chunk of file.stream(plan.compression)) {
    const text = layer === undefined ? chunk : layer.push(chunk);
    if (text.length > 0) yield text;
  }
  const last = layer?.finish();
  if (last !== undefined && last.length > 0) yield last;
}

async function collected(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for await (const chunk of chunks) parts.push(chunk);
  return joined(parts);
}

/** What a file's report would tell: samples of the first hundred rejects of a code. */
function readingOf(slices: readonly ParsedSlice[]): FileReading {
  return firstRejects(joinedReading(slices));
}

function firstRejects(reading: FileReading): FileReading {
  const seen = new Map<string, number>();
  const rejects = reading.rejects.filter((reject) => {
    const code = reject.slice(reject.indexOf(" "));
    seen.set(code, (seen.get(code) ?? 0) + 1);
    return (seen.get(code) ?? 0) <= 100;
  });
  return { ...reading, rejects };
}

/** From a few bytes to the whole file, but never so small that there are very many. */
function size(fileBytes: number, rng: Rng): number {
  const least = Math.max(1, Math.floor(fileBytes / 8));
  return rng.integer(least, Math.max(least, rng.pick([least * 2, fileBytes])));
}

function same(what: string, found: unknown, wanted: unknown): void {
  const [a, b] = [JSON.stringify(found), JSON.stringify(wanted)];
  if (a === b) return;
  let at = 0;
  while (a[at] === b[at]) at++;
  const near = (text: string) => text.slice(Math.max(0, at - 150), at + 150);
  throw new Error(`${what} differ from what is expected\n  found    …${near(a)}…\n  expected …${near(b)}…`);
}
