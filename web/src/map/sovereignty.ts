// Where the names of the two archipelagos stand, so that each is readable whenever any part of it is in view.
import type { FeatureCollection, Point } from "geojson";

export interface Box {
  west: number;
  south: number;
  east: number;
  north: number;
}

export interface LabelPlace {
  lon: number;
  lat: number;
}

export const HOANG_SA: Box = { west: 111.1, south: 15.7, east: 112.85, north: 17.2 };
export const TRUONG_SA: Box = { west: 111.55, south: 7.75, east: 115.95, north: 11.6 };

/** A value brought between two bounds; their middle where they leave no room. */
const between = (value: number, least: number, most: number) =>
  least > most ? (least + most) / 2 : Math.min(Math.max(value, least), most);

/**
 * The middle of what is in view of an archipelago, moved no further than needed to lie inside `clear`, the part of the
 * window where a label fits and no button covers it; null when nothing of the archipelago is in view.
 */
export function labelPlace(view: Box, box: Box, clear: Box = view): LabelPlace | null {
  const west = Math.max(view.west, box.west);
  const east = Math.min(view.east, box.east);
  const south = Math.max(view.south, box.south);
  const north = Math.min(view.north, box.north);
  if (west > east || south > north) return null;
  return { lon: between((west + east) / 2, clear.west, clear.east), lat: between((south + north) / 2, clear.south, clear.north) };
}

/** Zooms and the size of the letters at each, in pixels; between them the size grows evenly. */
export const LABEL_SIZES = [3.5, 10.5, 6, 13, 10, 15] as const;
/** Half of what a label takes on the screen, in sizes of its letters. */
const HALF_LABEL = { width: 7.2, height: 1.5 };
/** What buttons, scale and attribution cover at the edges of the window, in pixels. */
const COVERED = { right: 62, bottom: 30, edge: 6 };

function labelSize(zoom: number): number {
  const [far, small, middle, medium, close, large] = LABEL_SIZES;
  const grown = (from: number, to: number, least: number, most: number) => least + ((zoom - from) / (to - from)) * (most - least);
  if (zoom <= far) return small;
  if (zoom >= close) return large;
  return zoom < middle ? grown(far, middle, small, medium) : grown(middle, close, medium, large);
}

/** The labels of the archipelagos that belong into a window. */
export function labelsInView(
  view: Box,
  window: { width: number; height: number; zoom: number },
  text: { hoangSa: string; truongSa: string },
): FeatureCollection<Point> {
  const perPixel = {
    lon: (view.east - view.west) / Math.max(window.width, 1),
    lat: (view.north - view.south) / Math.max(window.height, 1),
  };
  const size = labelSize(window.zoom);
  const [halfWidth, halfHeight] = [HALF_LABEL.width * size, HALF_LABEL.height * size];
  const clear = {
    west: view.west + (COVERED.edge + halfWidth) * perPixel.lon,
    south: view.south + (COVERED.bottom + halfHeight) * perPixel.lat,
    east: view.east - (COVERED.right + halfWidth) * perPixel.lon,
    north: view.north - (COVERED.edge + halfHeight) * perPixel.lat,
  };
  const names: [string, Box][] = [
    [text.hoangSa, HOANG_SA],
    [text.truongSa, TRUONG_SA],
  ];
  return {
    type: "FeatureCollection",
    features: names.flatMap(([name, box]) => {
      const place = labelPlace(view, box, clear);
      if (!place) return [];
      return [{ type: "Feature" as const, geometry: { type: "Point" as const, coordinates: [place.lon, place.lat] }, properties: { name: name.replace(" (", "\n(") } }];
    }),
  };
}
