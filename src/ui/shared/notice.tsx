import type { ComponentChildren } from "preact";
import { Icon } from "./icon.tsx";

interface NoticeProps {
  /** An assumption or limit that can be changed, a failure, or a plain remark. */
  readonly tone: "warning" | "error" | "plain";
  readonly children: ComponentChildren;
  readonly action?: ComponentChildren;
}

/** A line that stands where the number it limits stands. Errors are read out at once. */
export function Notice({ tone, children, action }: NoticeProps) {
  return (
    <div class={`notice notice-${tone}`} role={tone === "error" ? "alert" : "status"}>
      {tone !== "plain" && <Icon name={tone} />}
      <p>{children}</p>
      {action}
    </div>
  );
}
