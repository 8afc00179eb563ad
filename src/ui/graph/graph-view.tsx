import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { sentenceOf } from "../shared/answer.ts";
import { Notice } from "../shared/notice.tsx";
import type { ViewProps } from "../shell/view-props.ts";

/** The causal graph of the class on screen. Its code is loaded when it is first opened. */
export function GraphView(props: ViewProps) {
  const [Screen, setScreen] = useState<ComponentType<ViewProps> | null>(null);
  const [trouble, setTrouble] = useState<string | null>(null);
  useEffect(() => {
    import("./graph-screen.tsx").then(
      ({ GraphScreen }) => setScreen(() => GraphScreen),
      (error: unknown) => setTrouble(sentenceOf(error)),
    );
  }, []);
  if (trouble !== null) {
    return <Notice tone="error">The graph could not be loaded. {trouble} Reload the page to try again.</Notice>;
  }
  return Screen === null ? null : <Screen {...props} />;
}
