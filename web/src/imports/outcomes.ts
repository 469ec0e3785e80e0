// What becomes of a row, told by colour and by sign alike: on the map, in the table and in the tiles.
import type { RowOutcome } from "../api/imports";

export interface OutcomeLook {
  colour: string;
  /** Stands in the mark, so that nothing is told by colour alone. */
  sign: string;
}

export const OUTCOME_LOOK: Record<RowOutcome, OutcomeLook> = {
  created: { colour: "#17694a", sign: "+" },
  changed: { colour: "#1456b8", sign: "≠" },
  unchanged: { colour: "#5a645d", sign: "=" },
  refused: { colour: "#9b1c1c", sign: "×" },
  skipped: { colour: "#6a4fa3", sign: "–" },
  left_out: { colour: "#7a6a4a", sign: "○" },
};

/** The ring of what wants a look. */
export const LOOK_COLOUR = "#b26a00";
