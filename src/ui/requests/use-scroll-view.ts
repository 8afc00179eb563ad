import type { RefObject } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";

export interface ScrollView {
  readonly ref: RefObject<HTMLDivElement | null>;
  readonly scrollPx: number;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly onScroll: () => void;
  scrollTo(px: number): void;
}

/** How large an element is that scrolls, and where it stands. */
export function useScrollView(): ScrollView {
  const ref = useRef<HTMLDivElement>(null);
  const [scrollPx, setScrollPx] = useState(0);
  const [size, setSize] = useState({ widthPx: 0, heightPx: 0 });
  useLayoutEffect(() => {
    const element = ref.current;
    if (element === null) return;
    const measure = () => setSize({ widthPx: element.clientWidth, heightPx: element.clientHeight });
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return {
    ref,
    scrollPx,
    ...size,
    onScroll: () => ref.current && setScrollPx(ref.current.scrollTop),
    scrollTo(px) {
      if (ref.current === null) return;
      ref.current.scrollTop = px;
      setScrollPx(ref.current.scrollTop);
    },
  };
}
