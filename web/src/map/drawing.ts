// Prepares what the map draws: plain features with whole-number ids, and the way back to the ids of the inventory.
import type { FeatureCollection, Point } from "geojson";
import type { Sector } from "../api/contract";
import { gradeOf, SECTORS } from "./symbols";
import { groupByPlace, type PointFeature, ringOffset, SPREAD_MOST } from "./stacks";

export interface Mark {
  sector: Sector;
  /** The name of the picture that is drawn. */
  picture: string;
  /** How many sites the mark stands for; more than one only for a stack too big to spread. */
  total: number;
  crop: number;
  livestock: number;
  fisheries: number;
  /** Shift on the screen in pixels. */
  offset: [number, number];
}

/** The foot of a spread stack: spokes from the true point to each symbol. */
export interface Foot {
  spokes: number;
}

export interface Drawing {
  marks: FeatureCollection<Point, Mark>;
  feet: FeatureCollection<Point, Foot>;
  /** Ids of the inventory behind each whole-number id of the map. */
  sites: Map<number, string[]>;
  /** Where each site of the inventory is drawn. */
  places: Map<string, { at: [number, number]; offset: [number, number]; picture: string }>;
}

const tally = (group: PointFeature[]) =>
  Object.fromEntries(SECTORS.map((s) => [s, group.filter((p) => p.properties.sector === s).length])) as Record<Sector, number>;

export function draw(points: readonly PointFeature[]): Drawing {
  const drawing: Drawing = {
    marks: { type: "FeatureCollection", features: [] },
    feet: { type: "FeatureCollection", features: [] },
    sites: new Map(),
    places: new Map(),
  };
  let next = 1;
  const add = (group: PointFeature[], at: [number, number], offset: [number, number]) => {
    const first = group[0];
    if (!first) return;
    const picture = `mark-${first.properties.sector}-${gradeOf(first.properties.position_accuracy)}`;
    const id = next++;
    drawing.sites.set(id, group.map((point) => point.id));
    for (const point of group) drawing.places.set(point.id, { at, offset, picture });
    drawing.marks.features.push({
      type: "Feature",
      id,
      geometry: { type: "Point", coordinates: at },
      properties: { sector: first.properties.sector, picture, total: group.length, ...tally(group), offset },
    });
  };
  for (const group of groupByPlace(points)) {
    const at = group[0]?.geometry.coordinates;
    if (!at) continue;
    if (group.length > SPREAD_MOST) add(group, at, [0, 0]);
    else for (const [i, point] of group.entries()) add([point], at, ringOffset(i, group.length));
    if (group.length > 1 && group.length <= SPREAD_MOST) {
      drawing.feet.features.push({ type: "Feature", geometry: { type: "Point", coordinates: at }, properties: { spokes: group.length } });
    }
  }
  return drawing;
}
