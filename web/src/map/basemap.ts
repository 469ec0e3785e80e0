// Turns the small files of public/basemap/ into what the style draws.
import type { Feature, FeatureCollection, LineString, Point } from "geojson";

type Named = [name: string, lon: number, lat: number];

interface PlacesFile {
  provinces: { name: string; city: boolean; at: [number, number] }[];
  hoang_sa: Named[];
  truong_sa: Named[];
  islands: Named[];
}

export interface Places {
  provinces: FeatureCollection<Point>;
  islands: FeatureCollection<Point>;
  graticule: FeatureCollection<LineString>;
}

/** The addresses of the files, beside the page. */
export const basemapFile = (name: "land" | "places" | "communes" | "rivers") => new URL(`basemap/${name}.json`, new URL(".", document.baseURI)).href;

const point = (coordinates: [number, number], properties: Record<string, string | number | boolean>): Feature<Point> => ({
  type: "Feature",
  geometry: { type: "Point", coordinates },
  properties,
});

const collection = <G extends Point | LineString>(features: Feature<G>[]): FeatureCollection<G> => ({ type: "FeatureCollection", features });

function line(coordinates: [number, number][]): Feature<LineString> {
  return { type: "Feature", geometry: { type: "LineString", coordinates }, properties: {} };
}

function graticule(): Feature<LineString>[] {
  const lines: Feature<LineString>[] = [];
  for (let lon = 90; lon <= 130; lon += 5) lines.push(line([[lon, -5], [lon, 35]]));
  for (let lat = -5; lat <= 35; lat += 5) lines.push(line([[90, lat], [130, lat]]));
  return lines;
}

async function read<T>(name: "places" | "communes"): Promise<T> {
  const answer = await fetch(basemapFile(name));
  if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
  return (await answer.json()) as T;
}

export async function loadPlaces(): Promise<Places> {
  const file = await read<PlacesFile>("places");
  const dots = (list: Named[], group: "hoang_sa" | "truong_sa" | "coastal") =>
    list.map(([name, lon, lat]) => point([lon, lat], { name, group, coastal: group === "coastal" }));
  return {
    provinces: collection([
      ...file.provinces.map(({ name, city, at }, i) => point(at, { name, rank: city ? i : 100 + i })),
      point([112.6, 13.6], { sea: "east" }),
      point([107.55, 19.5], { sea: "gulf" }),
    ]),
    islands: collection([...dots(file.hoang_sa, "hoang_sa"), ...dots(file.truong_sa, "truong_sa"), ...dots(file.islands, "coastal")]),
    graticule: collection(graticule()),
  };
}

export async function loadCommunes(): Promise<FeatureCollection<Point>> {
  const file = await read<Named[]>("communes");
  return collection(file.map(([name, lon, lat]) => point([lon, lat], { name })));
}
