/** What floats above the page, the topmost last: menus, popovers, lists of results, dialogs. */
const open: (() => void)[] = [];

/** Puts a layer on top; returns what takes it away again once it is closed. */
export function openLayer(close: () => void): () => void {
  const layer = () => close();
  open.push(layer);
  return () => {
    const at = open.indexOf(layer);
    if (at >= 0) open.splice(at, 1);
  };
}

/** Closes the topmost layer; false if there is none. */
export function closeTopLayer(): boolean {
  const top = open.pop();
  top?.();
  return top !== undefined;
}
