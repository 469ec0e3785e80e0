// The layers of the sites: what the server's tiles say, turned into pictures, numbers and shifts on the screen.
import type { ExpressionSpecification, LayerSpecification, Map as MapLibre, VectorSourceSpecification } from "maplibre-gl";
import { FONT_STRONG } from "./fonts";
import { ringOffset, SPREAD_MOST } from "./spots";

/** The name of the layer within the tiles. */
export const SITES = "sites";
/** From this zoom on the tiles hold every site by itself, and spots are spread; the server clusters below it. */
export const SPREAD_ZOOM = 12;
/** Tiles of this zoom place a site to less than a metre; nearer ones are drawn from them. */
const FINEST_TILES = 14;
/** Rings of clusters show shares in so many parts, so that there are few pictures however many sites there are. */
export const RING_PARTS = 16;
/** From so many sites on a ring is drawn larger. */
const RING_STEPS = [10, 100, 1000];

/** The source of the sites from the template of their tiles. */
export const sitesSource = (tiles: string): VectorSourceSpecification => ({ type: "vector", tiles: [tiles], maxzoom: FINEST_TILES });

const count = (name: string): ExpressionSpecification => ["to-number", ["get", name], 0];
/** A number of a cluster, or of a spot with too many sites to spread. */
const together = (ofCluster: string, ofSpot: string): ExpressionSpecification => ["to-number", ["coalesce", ["get", ofCluster], ["get", ofSpot]], 0];
const total = together("count", "spot_count");

const share = (sector: string): ExpressionSpecification => {
  const sites = together(sector, `spot_${sector}`);
  return ["case", [">", sites, 0], ["max", 1, ["round", ["/", ["*", RING_PARTS, sites], total]]], 0];
};

/** `cluster-2-8-7-1`: the size of the ring, and the parts of crop, livestock and fisheries. */
export const clusterPicture: ExpressionSpecification = [
  "concat",
  "cluster-",
  ["step", total, 0, ...RING_STEPS.flatMap((step, i) => [step, i + 1])] as ExpressionSpecification,
  ...["crop", "livestock", "fisheries"].flatMap((sector): [string, ExpressionSpecification] => ["-", share(sector)]),
];

const grade: ExpressionSpecification = ["match", ["get", "position_accuracy"], ["surveyed", "reported"], "exact", "commune", "commune", "district"];
export const markPicture: ExpressionSpecification = ["concat", "mark-", ["get", "sector"], "-", grade];

const onSpot = (size: number, index: number) => size * 100 + index;

function spreadPlaces(): [number, ["literal", [number, number]]][] {
  const sizes = Array.from({ length: SPREAD_MOST - 1 }, (_, i) => i + 2);
  return sizes.flatMap((size) => Array.from({ length: size }, (_, i): [number, ["literal", [number, number]]] => [onSpot(size, i), ["literal", ringOffset(i, size)]]));
}

/** The shift of a site on its spot, as `offsetOf` computes it: expressions cannot make pairs of numbers, so all are listed. */
export const spreadOffset = [
  "match",
  ["+", ["*", 100, count("spot_count")], count("spot_index")],
  ...spreadPlaces().flat(),
  ["literal", [0, 0]],
] as unknown as ExpressionSpecification;

const isCluster: ExpressionSpecification = ["has", "count"];
const isCrowded: ExpressionSpecification = [">", count("spot_count"), SPREAD_MOST];
const isFirst: ExpressionSpecification = ["==", ["get", "spot_index"], 0];

export function siteLayers(locale: string): LayerSpecification[] {
  const always = { "icon-allow-overlap": true, "icon-ignore-placement": true } as const;
  // Sites are always drawn, and the names of places give way to them.
  const kept = { "icon-allow-overlap": true, "icon-ignore-placement": false } as const;
  const ofSites = { source: SITES, "source-layer": SITES, type: "symbol" } as const;
  return [
    {
      ...ofSites,
      id: "feet",
      filter: ["all", ["has", "spot_count"], isFirst, ["!", isCrowded]],
      layout: { ...always, "icon-image": ["concat", "spokes-", ["get", "spot_count"]] },
    },
    {
      ...ofSites,
      id: "marks",
      filter: ["all", ["!", isCluster], ["!", isCrowded]],
      layout: { ...kept, "icon-image": markPicture, "icon-offset": spreadOffset },
    },
    {
      ...ofSites,
      id: "clusters",
      filter: ["any", isCluster, ["all", isCrowded, isFirst]],
      layout: {
        ...kept,
        "icon-image": clusterPicture,
        "text-field": clusterText(locale),
        "text-font": [FONT_STRONG],
        "text-size": 13,
        "text-allow-overlap": true,
        "text-ignore-placement": false,
      },
      paint: { "text-color": "#1c2420" },
    },
    { id: "origin", type: "symbol", source: "origin", layout: { ...always, "icon-image": "origin" } },
    { id: "focus", type: "symbol", source: "focus", layout: { ...always, "icon-image": ["get", "picture"], "icon-offset": ["get", "offset"] } },
  ];
}

/** The number in a cluster, written as the reader's language has it. */
export const clusterText = (locale: string): ExpressionSpecification => ["number-format", total, { locale }];

/** Asks for all tiles anew. A source asks no second time for one that failed, so another source takes its place under the same layers. */
export function replaceSites(map: MapLibre, tiles: string): void {
  const { layers } = map.getStyle();
  const drawn = layers.filter((layer) => "source" in layer && layer.source === SITES);
  const above = layers[layers.findLastIndex((layer) => drawn.includes(layer)) + 1]?.id;
  for (const { id } of drawn) map.removeLayer(id);
  map.removeSource(SITES);
  map.addSource(SITES, sitesSource(tiles));
  for (const layer of drawn) map.addLayer(layer, above);
}
