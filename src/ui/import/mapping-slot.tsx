import { LazyPart, LazySlot } from "../shared/lazy-part.tsx";
import type { MappingViewProps } from "./mapping-view.tsx";

/** The panel's code: a chunk of its own, for it knows all formats. */
const mappingPart = new LazyPart<MappingViewProps>(
  "The roles of the columns",
  async () => (await import("./mapping-view.tsx")).MappingView,
);

/** Where roles are given to columns. */
export function MappingSlot(props: MappingViewProps) {
  return <LazySlot part={mappingPart} props={props} frame={(content) => content} />;
}
