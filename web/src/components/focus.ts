// Keeps the keyboard where the user was when the thing that held the focus goes away.
import { tick } from "svelte";

/** Focuses the first of some elements that is on the page and can be seen. */
export async function focusFirst(...selectors: string[]): Promise<void> {
  await tick();
  for (const selector of selectors) {
    const found = [...document.querySelectorAll<HTMLElement>(selector)].find((element) => element.checkVisibility());
    if (!found) continue;
    found.focus();
    return;
  }
}
