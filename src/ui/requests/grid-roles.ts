/**
 * Roles of a grid whose rows come and go while it scrolls. A `table` would lay out all of its rows together with the plot
 * beside them; here the grid has the focus and names its active row, so that rows and cells need not take it.
 */
export const CELL = { role: "gridcell" } as const;
export const COLUMN_HEADER = { role: "columnheader" } as const;

/** @param index 1 is the header */
export function rowRole(index: number, isSelected?: boolean) {
  return { role: "row", "aria-rowindex": index, "aria-selected": isSelected } as const;
}
