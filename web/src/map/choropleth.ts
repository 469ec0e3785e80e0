// What the map draws of regions: areas in the colours of their class, outlines of the filter, and the open region.
import type { Feature, FeatureCollection, MultiPolygon, Point, Polygon, Position } from "geojson";
import type { ExpressionSpecification, LayerSpecification } from "maplibre-gl";
import type { Boundary, Shape } from "../api/statistics";
import { FONT_STRONG } from "./fonts";
import type { Scheme } from "./scheme";

export interface AreaFacts {
  id: string;
  name: string;
  boundary: Boundary;
  colour: string;
  /** Empty for none. */
  pattern: string;
}

export type Areas = FeatureCollection<Polygon | MultiPolygon, AreaFacts>;
export const NO_AREAS: Areas = { type: "FeatureCollection", features: [] };

/** The shapes of a level, each with the colour of its class; those the question leaves out are not drawn. */
export function areas(shapes: readonly Shape[], scheme: Scheme): Areas {
  const features: Areas["features"] = [];
  for (const { id, geometry, properties } of shapes) {
    const found = geometry && scheme.classOf(id);
    if (!geometry || !found) continue;
    const { full_name: name, province, boundary } = properties;
    features.push({
      type: "Feature",
      geometry,
      properties: { id, name: province ? `${name}, ${province}` : name, boundary: boundary ?? "approximate", colour: found.colour, pattern: found.pattern ?? "" },
    });
  }
  return { type: "FeatureCollection", features };
}

/** The names of units that the base map does not name, at a point inside of each. */
export function areaNames(shapes: readonly Shape[]): FeatureCollection<Point, { name: string }> {
  return {
    type: "FeatureCollection",
    features: shapes.flatMap(({ geometry, properties: { name, lon, lat } }): Feature<Point, { name: string }>[] =>
      geometry && name !== undefined && lon !== undefined && lat !== undefined
        ? [{ type: "Feature", geometry: { type: "Point", coordinates: [lon, lat] }, properties: { name } }]
        : [],
    ),
  };
}

export type Box = [west: number, south: number, east: number, north: number];

/** The box around some shapes; null when there is nothing to be seen of them. */
export function boxOf(shapes: readonly Pick<Shape, "geometry">[]): Box | null {
  const box: Box = [Infinity, Infinity, -Infinity, -Infinity];
  const add = (ring: Position[]) => {
    for (const [lon = 0, lat = 0] of ring) {
      box[0] = Math.min(box[0], lon);
      box[1] = Math.min(box[1], lat);
      box[2] = Math.max(box[2], lon);
      box[3] = Math.max(box[3], lat);
    }
  };
  for (const { geometry } of shapes) {
    const polygons = geometry?.type === "Polygon" ? [geometry.coordinates] : (geometry?.coordinates ?? []);
    for (const [outer] of polygons) if (outer) add(outer);
  }
  return box[0] <= box[2] ? box : null;
}

export type Outlines = FeatureCollection<Polygon | MultiPolygon | Point, { name: string; boundary?: Boundary; open: boolean }>;

/** The outlines of regions, each with its name above the northernmost point of its greatest part. */
export function outlines(shapes: readonly Shape[], open: boolean): Outlines["features"] {
  return shapes.flatMap(({ geometry, properties: { full_name: name, boundary } }): Outlines["features"] => {
    if (!geometry) return [];
    const rings = (geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates).flatMap(([outer]) => (outer ? [outer] : []));
    const area = (ring: Position[]) => Math.abs(ring.reduce((sum, [x = 0, y = 0], i) => sum + (ring[i - 1]?.[0] ?? 0) * y - x * (ring[i - 1]?.[1] ?? 0), 0));
    const greatest = [...rings].sort((a, b) => area(b) - area(a))[0] ?? [];
    const top = greatest.reduce<Position>((best, at) => ((at[1] ?? 0) > (best[1] ?? -90) ? at : best), [0, -90]);
    const label: Feature<Point, { name: string; open: boolean }> = { type: "Feature", geometry: { type: "Point", coordinates: top }, properties: { name, open } };
    return [{ type: "Feature", geometry, properties: { name, boundary: boundary ?? "approximate", open } }, ...(greatest.length ? [label] : [])];
  });
}

const isDrawn = (boundary: Boundary): ExpressionSpecification => ["==", ["get", "boundary"], boundary];
const hatched: ExpressionSpecification = ["!=", ["get", "pattern"], ""];

/** Above land, below every mark and name. */
export function areaLayers(): LayerSpecification[] {
  const width: ExpressionSpecification = ["interpolate", ["linear"], ["zoom"], 4, 0.4, 8, 0.8, 12, 1.6];
  return [
    { id: "areas", type: "fill", source: "areas", paint: { "fill-color": ["get", "colour"], "fill-antialias": true, "fill-outline-color": "rgba(0,0,0,0)" } },
    { id: "area-patterns", type: "fill", source: "areas", filter: hatched, paint: { "fill-pattern": ["get", "pattern"] } },
    { id: "area-lines", type: "line", source: "areas", filter: isDrawn("official"), paint: { "line-color": "#59615b", "line-width": width } },
    {
      id: "area-lines-approximate",
      type: "line",
      source: "areas",
      filter: isDrawn("approximate"),
      paint: { "line-color": "#59615b", "line-width": width, "line-dasharray": [3, 2] },
    },
  ];
}

/** Above the areas and the names of the base map, below the marks. */
export function outlineLayers(): LayerSpecification[] {
  const colour: ExpressionSpecification = ["case", ["get", "open"], "#b3005e", "#1c2420"];
  const line = (id: string, boundary: Boundary, dash: number[] | null): LayerSpecification => ({
    id,
    type: "line",
    source: "outlines",
    filter: isDrawn(boundary),
    layout: { "line-join": "round" },
    paint: { "line-color": colour, "line-width": ["case", ["get", "open"], 2.6, 2], ...(dash && { "line-dasharray": dash }) },
  });
  return [
    { id: "outline-casing", type: "line", source: "outlines", filter: ["has", "boundary"], layout: { "line-join": "round" }, paint: { "line-color": "#fff", "line-width": 5, "line-opacity": 0.75 } },
    line("outlines", "official", null),
    line("outlines-approximate", "approximate", [3, 1.8]),
  ];
}

/** They give way to the marks, as the names of the base map do. */
export function areaNameLayers(): LayerSpecification[] {
  return [
    {
      id: "area-names",
      type: "symbol",
      source: "area-names",
      layout: { "text-field": ["get", "name"], "text-font": [FONT_STRONG], "text-size": ["interpolate", ["linear"], ["zoom"], 4, 10, 7, 12.5, 11, 14], "text-max-width": 8, "text-padding": 3 },
      paint: { "text-color": "#4c5a46", "text-halo-color": "rgba(255,255,255,0.9)", "text-halo-width": 1.4 },
    },
  ];
}

export function outlineNames(): LayerSpecification[] {
  return [
    {
      id: "outline-names",
      type: "symbol",
      source: "outlines",
      filter: ["!", ["has", "boundary"]],
      layout: { "text-field": ["get", "name"], "text-font": [FONT_STRONG], "text-size": 13, "text-anchor": "bottom", "text-offset": [0, -0.35], "text-max-width": 12, "text-padding": 2 },
      paint: { "text-color": ["case", ["get", "open"], "#b3005e", "#1c2420"], "text-halo-color": "rgba(255,255,255,0.95)", "text-halo-width": 1.8 },
    },
  ];
}

/** The units that the islands of the two archipelagos belong to, by level, today and before. */
const ARCHIPELAGO_UNITS = {
  hoang_sa: ["20333", "48", "2024-498", "2024-48"],
  truong_sa: ["22736", "56", "2024-22736", "2024-576", "2024-56"],
} as const;

/** The colours of the dots that stand for the islands, which are too small to be seen as areas from afar. */
export function islandColours(scheme: Scheme, shown: (id: string) => boolean): Record<keyof typeof ARCHIPELAGO_UNITS, string | null> {
  const colour = (group: keyof typeof ARCHIPELAGO_UNITS) => {
    const id = ARCHIPELAGO_UNITS[group].find(shown);
    return id === undefined ? null : (scheme.classOf(id)?.colour ?? null);
  };
  return { hoang_sa: colour("hoang_sa"), truong_sa: colour("truong_sa") };
}
