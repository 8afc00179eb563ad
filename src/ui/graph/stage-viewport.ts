/** What of the picture is in sight: a point (x, y) of it stands at (panX + zoom · x, panY + zoom · y) of the stage, px. */
export interface Viewport {
  readonly zoom: number;
  readonly panX: number;
  readonly panY: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

interface Box extends Size {
  readonly x: number;
  readonly y: number;
}

export const LEAST_ZOOM = 0.2;
export const MOST_ZOOM = 2.5;
/** Below it labels of 12 px are hard to read: a picture that needs less is fitted by its height and moved sideways. */
const LEGIBLE = 0.85;
/** This much of the picture stays in sight, px. */
const LEAST_IN_SIGHT = 90;

/** The whole picture if it can be read at that size, else its height, else its beginning at the least legible size. */
export function fitted(picture: Size, stage: Size): Viewport {
  if (picture.width <= 0 || picture.height <= 0) return { zoom: 1, panX: 0, panY: 0 };
  const byWidth = stage.width / picture.width;
  const byHeight = stage.height / picture.height;
  let zoom = Math.min(1, byWidth, byHeight);
  if (zoom < LEGIBLE) zoom = Math.max(LEGIBLE, Math.min(1, byHeight));
  return {
    zoom,
    panX: Math.max(0, (stage.width - zoom * picture.width) / 2),
    // Lanes hang from the top, like the rows of a table.
    panY: 0,
  };
}

/** The viewport moved back as far as needed for the picture to stay in sight. */
export function clamped({ zoom, panX, panY }: Viewport, picture: Size, stage: Size): Viewport {
  const within = (pan: number, extent: number, room: number) => {
    const seen = Math.min(LEAST_IN_SIGHT, zoom * extent, room);
    return Math.min(room - seen, Math.max(seen - zoom * extent, pan));
  };
  return {
    zoom,
    panX: within(panX, picture.width, stage.width),
    panY: within(panY, picture.height, stage.height),
  };
}

/** The viewport moved no more than needed for a box of the picture to be in sight, with some room around it. */
export function revealing(view: Viewport, box: Box, stage: Size, marginPx = 24): Viewport {
  const { zoom } = view;
  const moved = (pan: number, from: number, extent: number, room: number) => {
    const start = pan + zoom * from;
    const end = start + zoom * extent;
    if (zoom * extent + 2 * marginPx > room || start < marginPx) return pan + marginPx - start;
    return end > room - marginPx ? pan + room - marginPx - end : pan;
  };
  return {
    zoom,
    panX: moved(view.panX, box.x, box.width, stage.width),
    panY: moved(view.panY, box.y, box.height, stage.height),
  };
}

/** Zoomed by a factor, within limits, so that a point of the stage keeps what stands there. */
export function zoomed(view: Viewport, factor: number, at: { readonly x: number; readonly y: number }): Viewport {
  const zoom = Math.min(MOST_ZOOM, Math.max(LEAST_ZOOM, view.zoom * factor));
  const by = zoom / view.zoom;
  return { zoom, panX: at.x - by * (at.x - view.panX), panY: at.y - by * (at.y - view.panY) };
}
