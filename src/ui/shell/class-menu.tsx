import type { Workspace } from "../../app/workspace.ts";
import { formatCount, formatCountOf } from "../../core/present/number-format.ts";
import { Icon } from "../shared/icon.tsx";
import { Menu } from "../shared/menu.tsx";
import { MiddleText } from "../shared/middle-text.tsx";

/** Which class of requests every view shows, with the number of its requests that the filter keeps. */
export function ClassMenu({ workspace }: { readonly workspace: Workspace }) {
  const { classes } = workspace.shown.value.report;
  const present = workspace.present.value;
  if (present === null) return null;
  return (
    <Menu
      label={`Class of requests: ${present.name}`}
      testId="class-picker"
      buttonClass="top-chip"
      button={
        <>
          <span class="top-caption">class</span>
          <strong class="top-class">
            <MiddleText text={present.name} />
          </strong>
          <span class="top-count">{formatCount(present.requests)}</span>
          <Icon name="down" />
        </>
      }
      head={`${formatCountOf(classes.length, "class", "classes")}: requests that consist of the same kinds of events`}
      items={classes.map(({ id, name, requests }) => ({
        id: String(id),
        name,
        note: formatCount(requests),
        isChosen: id === present.id,
        run: () => workspace.go({ classId: id }),
      }))}
    />
  );
}
