// Builds geodata/land.geojson, the land that cells are kept to, from Natural Earth; run by `npm run land`.
import { writeFileSync } from "node:fs";
import { countries, landWithin } from "./natural_earth.mjs";

const CLIP = { west: 100, south: 5, east: 119, north: 25 };
const DECIMALS = 3;

const land = landWithin(countries(), CLIP, DECIMALS);
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
writeFileSync(new URL("../../geodata/land.geojson", import.meta.url), `${text}\n`);
process.stdout.write(`land.geojson ${text.length} bytes\n`);
