import type { FooterElement } from "../core/log/parquet/parquet-codec.ts";

/** An element of a Parquet schema, as a footer has it, that says nothing but what is given. */
export function footerElement(name: string, more: Partial<FooterElement> = {}): FooterElement {
  return {
    name,
    type: undefined,
    typeLength: undefined,
    repetition: undefined,
    childCount: 0,
    converted: undefined,
    logical: undefined,
    unit: undefined,
    isUtc: undefined,
    isSigned: undefined,
    scale: 0,
    ...more,
  };
}
