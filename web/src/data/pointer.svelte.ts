// What the user is pointing at just now, shared by list and map and not worth keeping in the address.
import type { FeatureCollection, Point } from "geojson";
import type { Component } from "svelte";
import type { Position } from "../api/contract";
import type { RowPoint } from "../api/imports";

export interface Sketch {
  from: Position | null;
  to: Position | null;
  /** What takes the place that was chosen or dragged to; null where it only is to be looked at. */
  onmove: ((place: Position) => void) | null;
}

/** The rows of a file as points, until they are something of the inventory. */
export interface RowsShown {
  /** Which import they are of; another one is brought into view. */
  of: number;
  points: FeatureCollection<Point, RowPoint>;
  box: [number, number, number, number] | null;
  /** The row that is open, and where it is. */
  chosen: { sheet: string; row: number; point: Position | null } | null;
  onchoose: (sheet: string, row: number) => void;
  /** What the signs mean, to stand below the map. */
  legend: Component;
}

class Pointer {
  /** The site whose row or symbol is under the pointer or holds the focus. */
  hovered = $state<string | null>(null);
  /** A place that many sites share, opened as a list from the map. */
  spot = $state.raw<Position | null>(null);
  /** What the next tap on the map chooses: where distances start, or a place to ask about. */
  picking = $state<"near" | "where" | "edit" | null>(null);
  /** A place that is being written or reviewed, beside the one it was at. */
  sketch = $state.raw<Sketch | null>(null);
  /** The rows of the file that is being imported. */
  rows = $state.raw<RowsShown | null>(null);
  /** Where a new site is to be added. */
  newAt: Position | null = null;
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
