import { encodeUtf8 } from "../bytes.ts";
import type { Dictionary } from "../dictionary.ts";
import { byteOrder, inverse, reorder } from "../dictionary.ts";
import { textsOf } from "../dictionary-text.ts";
import { Interner } from "../interner.ts";
import type { ParsedSlice } from "../log/parsed-slice.ts";
import { PairTable } from "../pair-table.ts";
import type { AttributeColumn, AttributeSpec, Catalog } from "./catalog.ts";
import { exchangeSide, pairLabels } from "./catalog.ts";
import type { StoredSlice } from "./stored-slice.ts";

/** The names of a dataset in canonical order, and what the numbers of `NameMerger` become. */
export interface CanonicalNames {
  readonly catalog: Catalog;
  /** By number of host, base kind and, per attribute column, value. */
  readonly hostRank: Int32Array;
  readonly baseRank: Int32Array;
  readonly valueRank: readonly Int32Array[];
}

/** Merges the dictionaries of slices in any order: numbers by arrival first, by bytes in the end. */
export class NameMerger {
  private readonly hosts = new Interner();
  private readonly taskNames = new Interner();
  private readonly labels = new Interner();
  /** (task name, label · 4 + phase). */
  private readonly bases = new PairTable();
  private readonly attributeValues: readonly Interner[];

  constructor(
    private readonly originNs: bigint,
    private readonly attributeSpecs: readonly AttributeSpec[],
  ) {
    this.attributeValues = attributeSpecs.map(() => new Interner());
  }

  /** Numbers the names of a slice; `slots` are the attribute columns of its file, as positions in the specs. */
  adopt(slice: ParsedSlice, slots: Int32Array): StoredSlice {
    const hostOf = this.hosts.internAll(composed(slice.hosts));
    const taskNameOf = this.taskNames.internAll(composed(slice.taskNames));
    const labelOf = this.labels.internAll(composed(slice.labels));
    const sourceCount = slice.sourceHost.length;
    const sourceHost = new Int32Array(sourceCount);
    const sourceBase = new Int32Array(sourceCount);
    for (let source = 0; source < sourceCount; source++) {
      sourceHost[source] = hostOf[slice.sourceHost[source]];
      sourceBase[source] = this.bases.add(
        taskNameOf[slice.sourceTaskName[source]],
        labelOf[slice.sourceLabel[source]] * 4 + slice.sourcePhase[source],
      );
    }
    const attributes = slice.attributes.map((column, at) => {
      const ids = this.attributeValues[slots[at]].internAll(slice.attributeValues[at]);
      return column.map((value) => (value < 0 ? -1 : ids[value]));
    });
    return { slice: { ...slice, attributes }, hostOf: sourceHost, baseOf: sourceBase };
  }

  /** The names in canonical order. */
  finish(): CanonicalNames {
    const hosts = sortedNames(this.hosts);
    const taskNames = sortedNames(this.taskNames);
    const labels = sortedNames(this.labels);
    const count = this.bases.size;
    const baseOrder = new Int32Array(count);
    for (let base = 0; base < count; base++) baseOrder[base] = base;
    const taskNameOf = (base: number) => taskNames.rank[this.bases.first(base)];
    const labelOf = (base: number) => labels.rank[this.bases.second(base) >> 2];
    const phaseOf = (base: number) => this.bases.second(base) & 3;
    baseOrder.sort((a, b) => taskNameOf(a) - taskNameOf(b) || labelOf(a) - labelOf(b) || phaseOf(a) - phaseOf(b));
    const baseTaskName = Int32Array.from(baseOrder, taskNameOf);
    const baseLabel = Int32Array.from(baseOrder, labelOf);
    const labelTexts = textsOf(labels.names);
    const taskNameTexts = textsOf(taskNames.names);
    const labelOfBase = Array.from(baseLabel, (label) => labelTexts[label]);
    const basePhase = Uint8Array.from(baseOrder, phaseOf);
    const { phase: pairPhase, partner: pairPartner } = pairLabels(baseTaskName, labelOfBase, basePhase);
    const componentNames = taskNameTexts.map(componentOf);
    const components = sortedNames(internedTexts(componentNames));
    const componentRank = new Map(textsOf(components.names).map((name, at) => [name, at]));
    const values = this.attributeValues.map(sortedNames);
    const catalog: Catalog = {
      originNs: this.originNs,
      hosts: hosts.names,
      taskNames: taskNames.names,
      labels: labels.names,
      components: components.names,
      taskNameComponent: Int32Array.from(componentNames, (name) => componentRank.get(name) ?? 0),
      baseTaskName,
      baseLabel,
      basePhase,
      pairPhase,
      pairPartner,
      baseSide: Uint8Array.from(baseOrder, (_, base) =>
        exchangeSide(taskNameTexts[baseTaskName[base]], labelOfBase[base], basePhase[base]),
      ),
      attributes: this.attributeSpecs.map((spec, at): AttributeColumn => ({ ...spec, values: values[at].names })),
    };
    return { catalog, hostRank: hosts.rank, baseRank: inverse(baseOrder), valueRank: values.map((v) => v.rank) };
  }
}

/** The names in their composed form (NFC), which looks the same: letters and accents may be logged apart or as one. */
function composed(names: Dictionary): Dictionary {
  // Names are few, and those that are not ASCII fewer: most dictionaries are passed on as they are.
  if (!names.bytes.some((byte) => byte >= 0x80)) return names;
  const texts = textsOf(names).map((text) => encodeUtf8(text.normalize("NFC")));
  const offsets = new Uint32Array(texts.length + 1);
  texts.forEach((bytes, at) => {
    offsets[at + 1] = offsets[at] + bytes.length;
  });
  const bytes = new Uint8Array(offsets[texts.length]);
  texts.forEach((text, at) => {
    bytes.set(text, offsets[at]);
  });
  return { bytes, offsets };
}

function sortedNames(interner: Interner): { names: Dictionary; rank: Int32Array } {
  const unsorted = interner.finish();
  const order = byteOrder(unsorted);
  return { names: reorder(unsorted, order), rank: inverse(order) };
}

function internedTexts(texts: readonly string[]): Interner {
  const interner = new Interner();
  for (const text of texts) interner.internText(text);
  return interner;
}

/** Component of a task name: its first part (service, logger, role). */
function componentOf(taskName: string): string {
  const end = taskName.search(/[\s./:|]/);
  return end > 0 ? taskName.slice(0, end) : taskName;
}
