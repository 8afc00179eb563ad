import { classKeys } from "../../app/class-analysis.ts";
import type { InspectedFile } from "../../app/phase.ts";
import { recipeFile } from "../../app/present-recipe.ts";
import type { RequestRules } from "../../app/request-rules.ts";
import type { ClassRule } from "../../core/trace/shapes.ts";
import { ClassRuleChoice } from "../recipes/class-rule-choice.tsx";
import { downloadFiles } from "../shared/download.ts";
import { Icon } from "../shared/icon.tsx";
import { Panel } from "../shared/panel.tsx";

interface RecipePanelProps {
  /** As they are decided now. */
  readonly files: readonly InspectedFile[];
  readonly rules: RequestRules;
  readonly rule: ClassRule;
  readonly isRemembered: boolean;
  readonly onRule: (rule: ClassRule) => void;
  readonly onRemember: (isRemembered: boolean) => void;
  readonly onRecipes: () => void;
}

/** What holds for all files: how requests are told apart, and whether these decisions are kept. */
export function RecipePanel({ files, rules, rule, isRemembered, onRule, onRemember, onRecipes }: RecipePanelProps) {
  const save = async () => downloadFiles([await recipeFile(files, { ...rules, rule })]);
  return (
    <>
      <Panel id="classes-by" title="Classes of requests" note="told apart">
        <div class="panel-text">
          <ClassRuleChoice rule={rule} keys={classKeys(files)} onChange={onRule} />
        </div>
      </Panel>
      <Panel id="recipe" title="Recipe" note="all of these decisions">
        <label class="panel-text check">
          <input type="checkbox" checked={isRemembered} onChange={(event) => onRemember(event.currentTarget.checked)} />
          Remember for files like these
        </label>
        <p class="panel-text recipe-buttons">
          <button
            type="button"
            class="button"
            disabled={files.every(({ plan }) => plan === null)}
            onClick={() => void save()}
          >
            <Icon name="save" />
            Download recipe
          </button>
          <button type="button" class="link" onClick={onRecipes}>
            Saved recipes
          </button>
        </p>
      </Panel>
    </>
  );
}
