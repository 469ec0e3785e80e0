// What the user is pointing at just now, shared by list and map and not worth keeping in the address.
class Pointer {
  /** The site whose row or symbol is under the pointer or holds the focus. */
  hovered = $state<string | null>(null);
  /** Sites that share one point, opened as a list from the map. */
  stack = $state.raw<string[] | null>(null);
  /** What the next tap on the map chooses: where distances start, or a place to ask about. */
  picking = $state<"near" | "where" | null>(null);
  /** The place that the user asks about. */
  where = $state.raw<{ lon: number; lat: number } | null>(null);
  /** Whether the files and addresses of what is filtered are open. */
  downloads = $state(false);
  /** The site that the map was asked to show; a new object asks again. */
  target = $state.raw<{ id: string } | null>(null);
  /** The region that was opened from the map itself, which then stays where it is. */
  unitOnMap: string | null = null;
  /** The row that takes the focus when the card closes. */
  returnTo: string | null = null;
}

export const pointer = new Pointer();
