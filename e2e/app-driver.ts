import type { Locator } from "@playwright/test";
import { AppAutomation } from "./app-automation.ts";

/** The app as a user meets it: tests and programs say what they want, only this file knows where to click. */
export class AppDriver extends AppAutomation {
  /** Hands files to the app, as the file dialog would; large ones are not copied. */
  async chooseFiles(paths: readonly string[]): Promise<void> {
    await this.page.locator('[data-testid="file-input"]').setInputFiles([...paths]);
  }

  /** Drops files on the window, as a hand would; made in the page, so for small ones. */
  async dropFiles(files: readonly { readonly name: string; readonly text: string }[]): Promise<void> {
    const carried = await this.page.evaluateHandle((contents) => {
      const transfer = new DataTransfer();
      for (const { name, text } of contents) transfer.items.add(new File([text], name));
      return transfer;
    }, files);
    for (const type of ["dragenter", "dragover", "drop"]) {
      await this.page.dispatchEvent("body", type, { dataTransfer: carried });
    }
  }

  async openSample(): Promise<void> {
    await this.page.getByRole("button", { name: /Slow home page/ }).click();
    await this.whenResult();
  }

  /** Waits until a result is drawn. */
  async whenResult(): Promise<void> {
    await this.page.locator('[data-testid="result"]').waitFor();
  }

  /** What the page says: the summary of a result. */
  async summary(): Promise<string> {
    await this.openView("overview");
    return this.page
      .locator('[data-testid="summary"]')
      .textContent()
      .then((text) => text ?? "");
  }

  /** Opens a view by its button in the rail, and waits until that says so. */
  async openView(name: string): Promise<void> {
    const button = this.page.locator(`[data-testid="open-${name}"]`);
    await button.click();
    await this.page.locator(`[data-testid="open-${name}"][aria-current="page"]`).waitFor();
  }

  /** First page of the critical path: name and mean time as written. */
  async criticalPath(): Promise<{ readonly name: string; readonly meanTime: string }[]> {
    await this.openView("path");
    const rows = this.page.locator('#path [data-testid="critical-path"] tbody tr');
    return rows.evaluateAll((found) =>
      found.map((row) => ({
        name: row.querySelector("th")?.textContent ?? "",
        meanTime: row.querySelectorAll("td")[1]?.textContent ?? "",
      })),
    );
  }

  /** Names of the classes of requests, as the menu lists them with their counts. */
  async classes(): Promise<string[]> {
    await this.page.locator('[data-testid="class-picker"]').click();
    const names = await this.page.getByRole("menuitemradio").allInnerTexts();
    await this.page.keyboard.press("Escape");
    return names.map((name) => name.replaceAll(/\s+/g, " "));
  }

  /** Chooses the class of which the menu says this. */
  async chooseClass(words: string): Promise<void> {
    await this.page.locator('[data-testid="class-picker"]').click();
    await this.page.getByRole("menuitemradio").filter({ hasText: words }).click();
  }

  /** Types into the one field at the top, with the letter in front that says what is meant. */
  async search(text: string): Promise<void> {
    await this.searchBox().fill(text);
  }

  searchBox(): Locator {
    return this.page.getByRole("combobox", { name: /^Search/ });
  }

  /** Lines of the list under the search box. */
  searchResults(): Locator {
    return this.page.locator(".omni-panel").getByRole("option");
  }

  /** What the list says instead of results. */
  searchState(): Locator {
    return this.page.locator(".omni-state");
  }

  /** The terms of the filter, as their chips say them. */
  filters(): Locator {
    return this.page.locator('[data-testid="filter-chip"]');
  }

  /** "12 of 300", once the filter is applied. */
  filterCount(): Locator {
    return this.page.locator('[data-testid="filter-count"]');
  }

  /** What stands in place of a view when the filter keeps nothing. */
  emptyFilter(): Locator {
    return this.page.locator('[data-testid="empty-filter"]');
  }

  /** The stretch of time on screen, in words. */
  timeReading(): Locator {
    return this.page.locator('[data-testid="strip-reading"]');
  }

  /** Draws a stretch on the time strip, given as shares of its width. */
  async brushTime(from: number, to: number): Promise<void> {
    const box = await this.page.locator(".strip-brush").boundingBox();
    if (box === null) throw new Error("The time strip is not on screen.");
    await this.page.mouse.move(box.x + box.width * from, box.y + 12);
    await this.page.mouse.down();
    await this.page.mouse.move(box.x + box.width * to, box.y + 12, { steps: 4 });
    await this.page.mouse.up();
  }

  help(): Locator {
    return this.page.locator('[data-testid="help"]');
  }

  role(column: string): Locator {
    return this.page.getByRole("combobox", { name: `Role of ${column}`, exact: true });
  }

  /** Opens the fields that cut a part out of a column, and fills in the pattern. */
  async cutOut(column: string, pattern: string): Promise<void> {
    const row = this.page.getByRole("row").filter({ has: this.role(column) });
    const open = row.getByRole("button", { name: `Cut out a part of ${column}` });
    if (await open.isVisible()) await open.click();
    await row.getByLabel("Pattern").fill(pattern);
  }

  /** A warning on the import screen, with its buttons. */
  question(code: string): Locator {
    return this.page.locator(`[data-testid="question-${code}"]`);
  }

  /** Times in UTC of the lines of text on the import screen, or of the records of a table. */
  previewTimes(): Promise<string[]> {
    const clocks = this.page.locator('[data-testid="line-clock"], [data-testid="preview-clock"]');
    return clocks.allInnerTexts();
  }

  /** Opens the pattern on screen for editing. */
  async editPattern(): Promise<Locator> {
    const field = this.page.getByRole("textbox", { name: "pattern" });
    if (!(await field.isVisible())) await this.page.locator("#pattern").getByRole("button", { name: "Edit" }).click();
    return field;
  }

  /** What the pattern on screen fits, and why it is none. */
  patternShare(): Locator {
    return this.page.locator('[data-testid="pattern-share"]');
  }

  patternProblem(): Locator {
    return this.page.locator('[data-testid="pattern-problem"]');
  }

  patternLines(): Locator {
    return this.page.locator('[data-testid="pattern-lines"]');
  }

  analyseButton(): Locator {
    return this.page.getByRole("button", { name: "Analyse", exact: true });
  }

  /** The strip that says where the roles of a result were used before. */
  savedRoles(): Locator {
    return this.page.locator('[data-testid="saved-roles"]');
  }

  /** The strip that says what a recipe was applied to. */
  recipeUse(): Locator {
    return this.page.locator('[data-testid="recipe-use"]');
  }

  /** The list of saved recipes, once it is open. */
  savedRecipes(): Locator {
    return this.page.locator('[data-testid="saved-recipes"]');
  }

  /** Runs a command as the palette lists it. */
  async runCommand(words: string): Promise<void> {
    await this.search(`>${words}`);
    await this.searchResults().first().click();
  }

  /** Opens the roles of the result on screen. */
  async changeRoles(): Promise<void> {
    await this.runCommand("Change the roles");
    await this.analyseButton().waitFor();
  }

  /** Chooses by what requests are told apart, wherever that choice stands. */
  async tellApart(how: "by shape" | "by a key" | "not at all"): Promise<void> {
    await this.page.getByRole("radio", { name: how }).check();
  }

  cancelButton(): Locator {
    return this.page.getByRole("button", { name: "Cancel", exact: true });
  }

  /** The strip over a result whose files were not read to their ends. */
  cutStrip(): Locator {
    return this.page.locator('[data-testid="cut"]');
  }

  /** Ids in the list of requests on screen, and whether each is marked partial. */
  async requests(): Promise<{ readonly id: string; readonly isPartial: boolean }[]> {
    await this.openView("requests");
    const list = this.page.locator('[data-testid="request-list"][aria-busy="false"]');
    await list.waitFor();
    return list.getByRole("option").evaluateAll((found) =>
      found.map((row) => ({
        id: row.getAttribute("title") ?? "",
        isPartial: / partial$/.test(row.querySelector(".id")?.textContent ?? ""),
      })),
    );
  }

  /** Chooses the order of the list of requests. */
  async orderRequests(name: string): Promise<void> {
    await this.openView("requests");
    await this.page.locator(".rq-order select").selectOption({ label: name });
  }

  /** The title of whatever screen is shown. */
  screenTitle(): Locator {
    return this.page.getByRole("heading", { level: 1 });
  }

  /** Cells of the table of rejected lines, row by row. */
  async rejects(): Promise<string[][]> {
    await this.openView("files");
    return this.cells('[data-testid="rejects"] tbody tr');
  }

  /** Cells of the table of files, row by row. */
  async files(): Promise<string[][]> {
    await this.openView("files");
    return this.cells('[data-testid="files"] tbody tr');
  }

  /** Opens a request by its id, through the field at the top. */
  async findRequest(id: string): Promise<void> {
    await this.search(`#${id}`);
    await this.searchResults().first().click();
  }

  requestDetail(): Locator {
    return this.page.locator('[data-testid="request-detail"]');
  }

  /** Rows of the open request's waterfall: lane, segment, time, and share of the path. */
  async segments(): Promise<string[][]> {
    await this.openView("requests");
    await this.requestDetail().waitFor();
    return this.cells('[data-testid="waterfall"] .rq-row');
  }

  /** A line of the raw log of the open request: its place as written, and its text. Opens the log. */
  async rawLine(at: number): Promise<{ readonly place: string; readonly text: string }> {
    const lines = this.page.locator('[data-testid="log-lines"]');
    if (!(await lines.isVisible())) await this.page.locator('[data-testid="log-toggle"]').click();
    const line = lines.getByRole("option").nth(at);
    const text = (await line.locator('[data-testid="raw-line"]').textContent()) ?? "";
    return { place: (await line.locator(".log-place").getAttribute("title")) ?? "", text };
  }

  /** Everything on screen that assistive tools or small windows would trip over, one sentence each. */
  layoutProblems(): Promise<string[]> {
    return this.page.evaluate(() => {
      const problems: string[] = [];
      const { scrollWidth, clientWidth } = document.documentElement;
      if (scrollWidth > clientWidth) problems.push(`the page is ${scrollWidth - clientWidth} px too wide`);
      for (const control of document.querySelectorAll("button, select, input, a[href]")) {
        const labels =
          control instanceof HTMLInputElement || control instanceof HTMLSelectElement ? control.labels : null;
        const name = control.getAttribute("aria-label") ?? labels?.[0]?.textContent ?? control.textContent ?? "";
        if (name.trim() === "") problems.push(`no name: ${control.outerHTML.slice(0, 80)}`);
      }
      for (const table of document.querySelectorAll("table")) {
        if (table.caption === null) problems.push("a table has no caption");
        for (const head of table.querySelectorAll("th")) if (head.scope === "") problems.push("a header has no scope");
      }
      const ids = [...document.querySelectorAll("[id]")].map(({ id }) => id);
      if (new Set(ids).size < ids.length) problems.push("an id is used twice");
      return problems;
    });
  }

  private cells(rows: string): Promise<string[][]> {
    return this.page
      .locator(rows)
      .evaluateAll((found) => found.map((row) => [...row.children].map((cell) => cell.textContent ?? "")));
  }
}
