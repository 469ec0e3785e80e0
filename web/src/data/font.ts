// Fetches the font of the page after the first list, so that on a slow network words come before letterforms.
const FONT = '"Be Vietnam Pro"';
const SAMPLE = "Aạ";

/** Puts the font on once all of it is there, so that the page changes its letters only once. */
export async function wearOwnFont(): Promise<void> {
  try {
    await Promise.all([document.fonts.load(`16px ${FONT}`, SAMPLE), document.fonts.load(`600 16px ${FONT}`, SAMPLE)]);
    document.documentElement.classList.add("own-font");
  } catch {
    // Without it the page keeps the letters of the system.
  }
}
