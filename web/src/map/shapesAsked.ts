// Which shapes a view of the map needs: all of the country coarsely, or those around the window finely.
import type { ShapesQuestion } from "../api/statisticsQueries";
import type { Level } from "../state/state";
import type { Box } from "./sovereignty";

/** From a zoom on: how far lines may be off, and the width of the grid that windows are widened to (0: the whole country). */
const STEPS = [
  { zoom: 0, resolution: 1500, grid: 0 },
  { zoom: 6.5, resolution: 500, grid: 0 },
  { zoom: 8, resolution: 200, grid: 2 },
  { zoom: 9.5, resolution: 60, grid: 1 },
  { zoom: 11, resolution: 15, grid: 0.5 },
] as const;

/** Windows are widened to a grid, so that a small movement asks nothing new. */
export function shapesAsked(level: Level, at: string | null, zoom: number, view: Box): ShapesQuestion {
  const step = STEPS.findLast((s) => zoom >= s.zoom) ?? STEPS[0];
  const { resolution, grid } = step;
  if (grid === 0) return { level, at, resolution, bbox: null };
  const down = (value: number) => Math.floor(value / grid) * grid;
  const up = (value: number) => Math.ceil(value / grid) * grid;
  return { level, at, resolution, bbox: [down(view.west), down(view.south), up(view.east), up(view.north)] };
}
