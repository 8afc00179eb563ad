import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { type MappingRole, ROLE_NAMES } from "../../core/present/mapping-rows.ts";
import { tintOf } from "../../core/present/preview-cells.ts";
import { Icon } from "../shared/icon.tsx";
import { openLayer } from "../shared/layers.ts";
import "../shared/popover.css";

/** A value on screen whose role is asked for. */
export interface RoleQuestion {
  /** Position of the row of the mapping. */
  readonly rowIndex: number;
  readonly column: string;
  /** As it stands on screen. */
  readonly value: string;
  readonly role: MappingRole;
  /** What was clicked: the menu opens below it, and the focus comes back to it. */
  readonly anchor: HTMLElement;
}

interface RoleMenuProps {
  readonly question: RoleQuestion;
  readonly onRole: (rowIndex: number, role: MappingRole) => void;
  readonly onClose: () => void;
}

const MARGIN_PX = 6;

/** The roles that a value on screen can have. */
export function RoleMenu({ question, onRole, onClose }: RoleMenuProps) {
  const { rowIndex, column, value, role, anchor } = question;
  const panel = useRef<HTMLDivElement>(null);
  const entries = () => [...(panel.current?.querySelectorAll<HTMLButtonElement>("[role=menuitemradio]") ?? [])];
  const leave = (isFocusBack: boolean) => {
    if (isFocusBack) anchor.focus();
    onClose();
  };

  useLayoutEffect(() => {
    const menu = panel.current;
    if (menu === null) return;
    const at = anchor.getBoundingClientRect();
    const box = menu.getBoundingClientRect();
    const fitsBelow = at.bottom + box.height + MARGIN_PX <= innerHeight;
    const top = fitsBelow ? at.bottom + 2 : Math.max(MARGIN_PX, at.top - box.height - 2);
    menu.style.setProperty("left", `${Math.max(MARGIN_PX, Math.min(at.left, innerWidth - box.width - MARGIN_PX))}px`);
    menu.style.setProperty("top", `${top}px`);
    menu.querySelector<HTMLButtonElement>('[aria-checked="true"]')?.focus({ preventScroll: true });
  }, [question]);
  useEffect(() => {
    const takeAway = openLayer(() => leave(true));
    const elsewhere = ({ target }: Event) => {
      if (target instanceof Node && panel.current?.contains(target) !== true) leave(false);
    };
    const scrolled = ({ target }: Event) => {
      if (!(target instanceof Node) || panel.current?.contains(target) !== true) leave(false);
    };
    document.addEventListener("pointerdown", elsewhere, true);
    document.addEventListener("focusin", elsewhere);
    document.addEventListener("scroll", scrolled, true);
    return () => {
      takeAway();
      document.removeEventListener("pointerdown", elsewhere, true);
      document.removeEventListener("focusin", elsewhere);
      document.removeEventListener("scroll", scrolled, true);
    };
  }, [question]);

  const onKeyDown = (event: KeyboardEvent) => {
    const all = entries();
    const at = all.findIndex((entry) => entry.matches(":focus"));
    if (event.key === "ArrowDown") all[(at + 1) % all.length].focus();
    else if (event.key === "ArrowUp") all.at(at - 1)?.focus();
    else if (event.key === "Home") all[0].focus();
    else if (event.key === "End") all.at(-1)?.focus();
    else if (event.key === "Tab") leave(true);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const shown = value.length > 32 ? `${value.slice(0, 32)}…` : value;
  return (
    <div ref={panel} class="popover-panel import-roles">
      <div class="menu-head">
        {shown !== "" && <code>{shown}</code>} in {column} is
      </div>
      <div role="menu" tabIndex={-1} aria-label={`Role of ${column}`} onKeyDown={onKeyDown}>
        {(Object.entries(ROLE_NAMES) as [MappingRole, string][]).map(([one, name]) => (
          <button
            key={one}
            type="button"
            class="menu-item"
            role="menuitemradio"
            aria-checked={one === role}
            tabIndex={-1}
            onClick={() => {
              leave(true);
              onRole(rowIndex, one);
            }}
          >
            <span class="menu-name">
              <span class={`import-role role-${tintOf(one)}`}>{name}</span>
            </span>
            <span class="menu-check">{one === role && <Icon name="check" />}</span>
          </button>
        ))}
      </div>
    </div>
  );
}
