import type { LabelRules } from "../label/label-rules.ts";
import type { ParsedSlice } from "../log/parsed-slice.ts";
import { PARTITION_COUNT } from "../units.ts";
import type { AttributeSpec } from "./catalog.ts";
import { Dataset } from "./dataset.ts";
import { withoutDuplicates } from "./duplicate-lines.ts";
import { FreeTextLabels, nameLabels, type PooledTexts } from "./free-text-labels.ts";
import { NameMerger } from "./name-merger.ts";
import { nativeLabels } from "./native-labels.ts";
import type { PooledSlice } from "./pooled-slice.ts";
import { withoutRepeats } from "./repeated-rows.ts";
import { keepPrefix } from "./stored-slice.ts";
import { withUsedNamesOnly } from "./used-names.ts";

/** Bytes a row takes in a slice, without attributes. */
const ROW_BYTES = 27;
/** What a row has besides where copies of lines are looked for. */
const LINE_HASH_BYTES = 8;

/**
 * Takes parsed slices in any order, merges their names, keeps their rows within a memory budget, and hands out whole
 * partitions in canonical numbering. Over budget the upper half of the partitions is given up, again and again: what
 * is left is the same consistent sample of requests whatever the order of arrival.
 */
export class DatasetStore {
  private readonly labels: FreeTextLabels;
  private slices: PooledSlice[] = [];
  private texts: PooledTexts | null = null;
  /** Per slice, whether some of its events were not kept: names that only those had are none. */
  private isLess: readonly boolean[] = [];
  /** Per file and attribute column of its slices: position in the specs. */
  private readonly attributeSlots: Int32Array[];
  private readonly bytesPerRow: number;
  private readonly attributes: readonly AttributeSpec[];
  private kept = PARTITION_COUNT;
  private rowBytes = 0;

  /**
   * @param attributesOfFile per file index, its attribute columns in the order of its slices
   * @param labelRules what users changed about labels from free text
   */
  constructor(
    private readonly originNs: bigint,
    attributesOfFile: readonly (readonly AttributeSpec[])[],
    private readonly memoryBudgetBytes: number,
    private readonly labelRules: LabelRules = {},
  ) {
    this.labels = new FreeTextLabels(labelRules);
    const names = new Map<string, AttributeSpec>();
    for (const specs of attributesOfFile) {
      for (const spec of specs) {
        const key = `${spec.role}\u001f${spec.name}`;
        if (!names.has(key)) names.set(key, spec);
      }
    }
    const sorted: readonly AttributeSpec[] = [...names].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, spec]) => spec);
    this.attributeSlots = attributesOfFile.map((specs) =>
      Int32Array.from(specs, (spec) => sorted.findIndex(({ name, role }) => name === spec.name && role === spec.role)),
    );
    this.bytesPerRow = ROW_BYTES + 4 * sorted.length;
    this.attributes = sorted;
  }

  /** Requests whose partition is at or above this are not kept: parsers may skip them. */
  get keepPartitions(): number {
    return this.kept;
  }

  get accountedBytes(): number {
    return this.rowBytes;
  }

  add(slice: ParsedSlice): void {
    const pooled = this.labels.take(slice);
    this.slices.push(this.kept < PARTITION_COUNT ? keepPrefix(pooled, this.kept) : pooled);
    this.account();
    while (this.rowBytes > this.memoryBudgetBytes && this.kept > 1) {
      this.kept >>= 1;
      for (let at = 0; at < this.slices.length; at++) this.slices[at] = keepPrefix(this.slices[at], this.kept);
      this.account();
    }
  }

  private account(): void {
    const { bytesPerRow } = this;
    this.rowBytes = this.slices.reduce(
      (sum, { timeNs, lineHash }) => sum + timeNs.length * (bytesPerRow + (lineHash ? LINE_HASH_BYTES : 0)),
      0,
    );
  }

  /** Canonical names and the partitions; the store takes no slices afterwards. */
  finish(): Dataset {
    this.slices.sort((a, b) => a.fileIndex - b.fileIndex || a.sliceIndex - b.sliceIndex);
    const unique = withoutDuplicates(withoutRepeats(this.slices));
    const isSample = this.kept < PARTITION_COUNT;
    this.isLess = unique.map(({ timeNs }, at) => isSample || timeNs.length < this.slices[at].timeNs.length);
    this.slices = [...unique];
    this.texts = this.labels.collect(this.slices);
    return this.named(this.slices, this.labelRules);
  }

  /** The slices of the finished dataset, handed over: what it releases must not live on here. */
  takeSlices(): readonly PooledSlice[] {
    const { slices } = this;
    this.slices = [];
    return slices;
  }

  /** The dataset of the same slices with its labels under other rules of merging and splitting: masks are of reading. */
  named(pooled: readonly PooledSlice[], rules: LabelRules): Dataset {
    const { originNs, attributes, attributeSlots, kept, isLess } = this;
    const { slices, mining } = nameLabels(pooled, this.texts, rules);
    const names = new NameMerger(originNs, attributes);
    const stored = slices.map((slice, at) =>
      names.adopt(isLess[at] ? withUsedNamesOnly(slice) : slice, attributeSlots[slice.fileIndex]),
    );
    return new Dataset(names.finish(), stored, kept, attributeSlots, mining, nativeLabels(pooled));
  }
}
