// Which layout fits the window: one pane, two, or three.
class Media {
  /** List and map side by side. */
  twoPanes = $state(false);
  /** Filters beside them as well. */
  threePanes = $state(false);

  start(): void {
    for (const [key, width] of [["twoPanes", 800], ["threePanes", 1240]] as const) {
      const query = matchMedia(`(min-width: ${width}px)`);
      this[key] = query.matches;
      query.addEventListener("change", () => (this[key] = query.matches));
    }
  }
}

export const media = new Media();
