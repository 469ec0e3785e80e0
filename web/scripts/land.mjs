// Builds geodata/land.geojson from Natural Earth (npm package world-atlas): land of Vietnam and of its neighbours; run by `npm run land`.
import { readFileSync, writeFileSync } from "node:fs";
import { feature } from "topojson-client";

const CLIP = { west: 100, south: 5, east: 119, north: 25 };
const VIETNAM = "704";
/** Everything that stands out of the water inside these boxes belongs to the two archipelagos of Vietnam. */
const ARCHIPELAGO_BOXES = [
  { west: 110.8, south: 15.5, east: 113.2, north: 17.4 },
  { west: 111.2, south: 7.2, east: 116.2, north: 12.2 },
];
const DECIMALS = 3;

const here = (path) => new URL(path, import.meta.url);
const atlas = JSON.parse(readFileSync(here("../node_modules/world-atlas/countries-10m.json"), "utf8"));
const { features } = feature(atlas, atlas.objects.countries);

/** Cuts a closed ring to one side of a line (Sutherland and Hodgman). */
function cut(ring, inside, crossing) {
  const out = [];
  for (let i = 0; i < ring.length; i++) {
    const a = ring[(i + ring.length - 1) % ring.length];
    const b = ring[i];
    if (inside(b)) {
      if (!inside(a)) out.push(crossing(a, b));
      out.push(b);
    } else if (inside(a)) out.push(crossing(a, b));
  }
  return out;
}

const atLon = (lon) => (a, b) => [lon, a[1] + ((b[1] - a[1]) * (lon - a[0])) / (b[0] - a[0])];
const atLat = (lat) => (a, b) => [a[0] + ((b[0] - a[0]) * (lat - a[1])) / (b[1] - a[1]), lat];

function clipRing(ring) {
  let open = ring.slice(0, -1);
  open = cut(open, (p) => p[0] >= CLIP.west, atLon(CLIP.west));
  open = cut(open, (p) => p[0] <= CLIP.east, atLon(CLIP.east));
  open = cut(open, (p) => p[1] >= CLIP.south, atLat(CLIP.south));
  open = cut(open, (p) => p[1] <= CLIP.north, atLat(CLIP.north));
  const rounded = [];
  for (const point of open) {
    const next = point.map((value) => Number(value.toFixed(DECIMALS)));
    const last = rounded.at(-1);
    if (!last || last[0] !== next[0] || last[1] !== next[1]) rounded.push(next);
  }
  return rounded.length < 3 ? null : [...rounded, rounded[0]];
}

const within = (box, [lon, lat]) => lon > box.west && lon < box.east && lat > box.south && lat < box.north;

const land = { vietnam: [], other: [] };
for (const country of features) {
  const polygons = country.geometry?.type === "Polygon" ? [country.geometry.coordinates] : (country.geometry?.coordinates ?? []);
  for (const polygon of polygons) {
    const rings = polygon.map(clipRing).filter(Boolean);
    if (rings.length === 0) continue;
    const ours = country.id === VIETNAM || ARCHIPELAGO_BOXES.some((box) => within(box, rings[0][0]));
    land[ours ? "vietnam" : "other"].push(rings);
  }
}

const collection = {
  type: "FeatureCollection",
  note: "Natural Earth 1:10m (public domain) by world-atlas; approximate, no statement on any boundary",
  features: Object.entries(land).map(([owner, coordinates]) => ({
    type: "Feature",
    properties: { owner },
    geometry: { type: "MultiPolygon", coordinates },
  })),
};
const text = JSON.stringify(collection);
writeFileSync(here("../../geodata/land.geojson"), `${text}\n`);
process.stdout.write(`land.geojson ${text.length} bytes\n`);
