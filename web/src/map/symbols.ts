// The shapes and colours of the sectors, one definition for list, filters, legend and map.
import type { Accuracy, Sector } from "../api/contract";

export const SECTORS: readonly Sector[] = ["crop", "livestock", "fisheries"];

/** Outlines in a 24 by 24 box. */
export const SHAPE: Record<Sector, string> = {
  crop: "M12 4a8 8 0 1 1 0 16a8 8 0 0 1 0-16Z",
  livestock: "M6.5 5h11a1.5 1.5 0 0 1 1.5 1.5v11a1.5 1.5 0 0 1-1.5 1.5h-11a1.5 1.5 0 0 1-1.5-1.5v-11a1.5 1.5 0 0 1 1.5-1.5Z",
  fisheries: "M12 3.2a1.5 1.5 0 0 1 1.3.75l7.6 13.2a1.5 1.5 0 0 1-1.3 2.25h-15.2a1.5 1.5 0 0 1-1.3-2.25l7.6-13.2a1.5 1.5 0 0 1 1.3-.75Z",
};

export const COLOUR: Record<Sector, string> = {
  crop: "#17804d",
  livestock: "#b8560a",
  fisheries: "#1b62b5",
};

/** How exactly a point is placed, in the three grades the map tells apart. */
export type Grade = "exact" | "commune" | "district";

export function gradeOf(accuracy: Accuracy | null): Grade {
  if (accuracy === "surveyed" || accuracy === "reported") return "exact";
  return accuracy === "commune" ? "commune" : "district";
}
