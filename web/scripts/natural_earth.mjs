// Land of Vietnam and of others from Natural Earth (npm package world-atlas), cut to a box.
import { readFileSync } from "node:fs";
import { feature } from "topojson-client";

const VIETNAM = "704";
/** Everything that stands out of the water inside these boxes belongs to the two archipelagos of Vietnam. */
const ARCHIPELAGO_BOXES = [
  { west: 110.8, south: 15.5, east: 113.2, north: 17.4 },
  { west: 111.2, south: 7.2, east: 116.2, north: 12.2 },
];

/** The topology of all countries at 1:10m. */
export function countries() {
  return JSON.parse(readFileSync(new URL("../node_modules/world-atlas/countries-10m.json", import.meta.url), "utf8"));
}

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

function clipRing(ring, box, decimals) {
  let open = ring.slice(0, -1);
  open = cut(open, (p) => p[0] >= box.west, atLon(box.west));
  open = cut(open, (p) => p[0] <= box.east, atLon(box.east));
  open = cut(open, (p) => p[1] >= box.south, atLat(box.south));
  open = cut(open, (p) => p[1] <= box.north, atLat(box.north));
  const rounded = [];
  for (const point of open) {
    const next = point.map((value) => Number(value.toFixed(decimals)));
    const last = rounded.at(-1);
    if (!last || last[0] !== next[0] || last[1] !== next[1]) rounded.push(next);
  }
  return rounded.length < 3 ? null : [...rounded, rounded[0]];
}

const within = (box, [lon, lat]) => lon > box.west && lon < box.east && lat > box.south && lat < box.north;

/** The polygons of a topology of countries inside a box: `vietnam` with its archipelagos, and `other`. */
export function landWithin(topology, box, decimals) {
  const land = { vietnam: [], other: [] };
  for (const country of feature(topology, topology.objects.countries).features) {
    const { type, coordinates } = country.geometry ?? { coordinates: [] };
    for (const polygon of type === "Polygon" ? [coordinates] : coordinates) {
      const rings = polygon.map((ring) => clipRing(ring, box, decimals)).filter(Boolean);
      if (rings.length === 0) continue;
      const ours = country.id === VIETNAM || ARCHIPELAGO_BOXES.some((archipelago) => within(archipelago, rings[0][0]));
      land[ours ? "vietnam" : "other"].push(rings);
    }
  }
  return land;
}
