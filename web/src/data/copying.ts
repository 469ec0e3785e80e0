// Copies the text of an element, also on pages without HTTPS, where browsers have no clipboard for scripts.

/** Whether its text is copied; where it is not, the text stands selected for the user's own hands. */
export async function copyFrom(element: HTMLElement): Promise<boolean> {
  // Older than the types of the browser: without HTTPS there is no clipboard.
  const clipboard = navigator.clipboard as Clipboard | undefined;
  try {
    if (clipboard) {
      await clipboard.writeText(element.textContent);
      return true;
    }
  } catch {
    // Refused: the selection remains.
  }
  getSelection()?.selectAllChildren(element);
  return document.execCommand("copy");
}
