// The place distances start from, and rings of round distances about it.
import type { FeatureCollection, Point, Polygon } from "geojson";
import { ring } from "../geo/bearing";
import type { Format } from "../i18n/format";
import type { Near } from "../state/state";

const RINGS_M = [5_000, 10_000, 25_000, 50_000];

export function originPoint(near: Near | null): FeatureCollection<Point> {
  return {
    type: "FeatureCollection",
    features: near ? [{ type: "Feature", geometry: { type: "Point", coordinates: [near.lon, near.lat] }, properties: {} }] : [],
  };
}

export function rings(near: Near | null, format: Format): FeatureCollection<Polygon> {
  return {
    type: "FeatureCollection",
    features: (near ? RINGS_M : []).map((metres) => ({
      type: "Feature",
      geometry: { type: "Polygon", coordinates: [ring([near?.lon ?? 0, near?.lat ?? 0], metres)] },
      properties: { name: format.distance(metres) },
    })),
  };
}
