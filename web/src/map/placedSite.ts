// A site that can be drawn by itself, out of an answer of the server or out of a tile, and how it stands out of the crowd.
import type { FeatureCollection } from "geojson";
import type { MapGeoJSONFeature } from "maplibre-gl";
import type { Feature, PointFacts } from "../api/contract";
import { offsetOf, SPREAD_MOST } from "./spots";
import { gradeOf } from "./symbols";

export type PlacedSite = Feature<PointFacts> & { geometry: NonNullable<Feature["geometry"]> };

export const isPlaced = (site: Feature<PointFacts>): site is PlacedSite => site.geometry !== null;

/** The site that a feature of a tile is; null for a cluster. */
export function siteOf({ geometry, properties }: Pick<MapGeoJSONFeature, "geometry" | "properties">): PlacedSite | null {
  const { id, name, sector, position_accuracy: accuracy = null, spot_count: onSpot = 1 } = properties;
  if (id === undefined || geometry.type !== "Point" || onSpot > SPREAD_MOST) return null;
  const [lon = 0, lat = 0] = geometry.coordinates;
  const facts: PointFacts = { name, sector, position_accuracy: accuracy };
  return { type: "Feature", id, geometry: { type: "Point", coordinates: [lon, lat] }, properties: facts };
}

/** What is drawn of the sites in focus; `drawn` are those in the tiles, which alone know where on its spot each stands. */
export function focusFeatures(sites: readonly PlacedSite[], drawn: readonly Pick<MapGeoJSONFeature, "properties">[]): FeatureCollection {
  const features = sites.map(({ id, geometry, properties }) => ({
    type: "Feature" as const,
    geometry,
    properties: {
      picture: `focus-${properties.sector}-${gradeOf(properties.position_accuracy)}`,
      offset: offsetOf(drawn.find((feature) => feature.properties.id === id)?.properties ?? {}),
    },
  }));
  return { type: "FeatureCollection", features };
}
