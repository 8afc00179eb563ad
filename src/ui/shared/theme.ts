import { signal } from "@preact/signals";

export type Theme = "light" | "dark";

const KEY = "whydunit-theme";

/** The theme in force: the user's choice, else the system's. */
export const theme = signal<Theme>("light");

/** Reads the stored choice and follows the system as long as there is none. */
export function startTheme(): void {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const stored = storedTheme();
  if (stored !== null) applyTheme(stored);
  else theme.value = dark.matches ? "dark" : "light";
  dark.addEventListener("change", ({ matches }) => {
    if (storedTheme() === null) theme.value = matches ? "dark" : "light";
  });
}

/** Chooses the other theme and remembers it. */
export function toggleTheme(): void {
  const next = theme.value === "dark" ? "light" : "dark";
  applyTheme(next);
  try {
    localStorage.setItem(KEY, next);
  } catch {
    // Storage may be forbidden: the choice then lasts as long as the page.
  }
}

function applyTheme(next: Theme): void {
  document.documentElement.dataset.theme = next;
  theme.value = next;
}

function storedTheme(): Theme | null {
  try {
    const stored = localStorage.getItem(KEY);
    return stored === "light" || stored === "dark" ? stored : null;
  } catch {
    return null;
  }
}
