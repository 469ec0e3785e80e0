// The look of the map: our own base map, the marks of the sites, and labels in the reader's language.
import type { FeatureCollection } from "geojson";
import type { ExpressionSpecification, LayerSpecification, StyleSpecification } from "maplibre-gl";
import type { Messages } from "../i18n/vi";
import type { Places } from "./basemap";
import { areaLayers, areaNameLayers, outlineLayers, outlineNames } from "./choropleth";
import { FONT, FONT_STRONG } from "./fonts";
import { siteLayers, SITES, sitesSource } from "./siteLayers";
import { LABEL_SIZES } from "./sovereignty";

export const ISLAND_COLOUR = "#dfe9cd";

const EMPTY: FeatureCollection = { type: "FeatureCollection", features: [] };
const SEA = "#d9e6ec";
const HALO = "rgba(255,255,255,0.9)";

const byZoom = (...stops: number[]): ExpressionSpecification => ["interpolate", ["linear"], ["zoom"], ...stops] as ExpressionSpecification;

export function mapStyle(text: Messages, places: Places, landUrl: string, riversUrl: string, tiles: string, locale: string): StyleSpecification {
  const geojson = (data: FeatureCollection | string) => ({ type: "geojson" as const, data });
  return {
    version: 8,
    sources: {
      land: { ...geojson(landUrl), tolerance: 0.2 },
      graticule: geojson(places.graticule),
      provinces: geojson(places.provinces),
      islands: geojson(places.islands),
      areas: geojson(EMPTY),
      "area-names": geojson(EMPTY),
      outlines: geojson(EMPTY),
      rivers: geojson(riversUrl),
      communes: geojson(EMPTY),
      sovereignty: geojson(EMPTY),
      rings: geojson(EMPTY),
      origin: geojson(EMPTY),
      focus: geojson(EMPTY),
      [SITES]: sitesSource(tiles),
    },
    layers: [...landLayers(), ...areaLayers(), ...riverLayers(), ...nameLayers(text), ...areaNameLayers(), ...outlineLayers(), ...siteLayers(locale), ...outlineNames(), ...sovereigntyLayers()],
  };
}

const label = (size: number | ExpressionSpecification, font = FONT) => ({ "text-font": [font], "text-size": size, "text-max-width": 8, "text-padding": 3 });

function landLayers(): LayerSpecification[] {
  return [
    { id: "sea", type: "background", paint: { "background-color": SEA } },
    { id: "graticule", type: "line", source: "graticule", paint: { "line-color": "#c6d8e0", "line-width": 0.7 } },
    { id: "land", type: "fill", source: "land", filter: ["==", ["get", "owner"], "other"], paint: { "fill-color": "#f0ece3" } },
    { id: "vietnam", type: "fill", source: "land", filter: ["==", ["get", "owner"], "vietnam"], paint: { "fill-color": "#dfe9cd" } },
  ];
}

/** Too rough for the scale of a commune, so they fade where one comes close. */
function riverLayers(): LayerSpecification[] {
  const opacity = byZoom(8.5, 0.9, 10.5, 0.25);
  return [
    {
      id: "rivers",
      type: "line",
      source: "rivers",
      layout: { "line-cap": "round", "line-join": "round" },
      paint: { "line-color": "#8fb8cc", "line-width": byZoom(4, 0.8, 7, 1.7, 10, 2.6), "line-opacity": opacity },
    },
    {
      id: "river-names",
      type: "symbol",
      source: "rivers",
      filter: ["has", "name"],
      minzoom: 6.2,
      maxzoom: 10,
      layout: { ...label(11), "symbol-placement": "line", "text-field": ["get", "name"], "symbol-spacing": 350, "text-letter-spacing": 0.05 },
      paint: { "text-color": "#3f7189", "text-halo-color": HALO, "text-halo-width": 1.2 },
    },
  ];
}

function nameLayers(text: Messages): LayerSpecification[] {
  return [
    {
      id: "islands",
      type: "circle",
      source: "islands",
      paint: {
        "circle-color": ISLAND_COLOUR,
        "circle-stroke-color": "#7d9560",
        "circle-stroke-width": 0.9,
        "circle-radius": byZoom(4, 1.5, 7, 2.4, 10, 5, 14, 12),
        "circle-stroke-opacity": ["case", ["get", "coastal"], 0.6, 1],
      },
    },
    {
      id: "communes",
      type: "symbol",
      source: "communes",
      minzoom: 9.6,
      layout: { ...label(byZoom(9.6, 10.5, 13, 13)), "text-field": ["get", "name"] },
      paint: { "text-color": "#5e6b5c", "text-halo-color": HALO, "text-halo-width": 1.2 },
    },
    {
      id: "island-names",
      type: "symbol",
      source: "islands",
      minzoom: 6.4,
      layout: { ...label(11), "text-field": ["get", "name"], "text-anchor": "left", "text-offset": [0.8, 0], "text-justify": "left" },
      paint: { "text-color": "#45603b", "text-halo-color": HALO, "text-halo-width": 1.2 },
    },
    {
      id: "provinces",
      type: "symbol",
      source: "provinces",
      filter: ["has", "name"],
      layout: {
        ...label(byZoom(4, 10.5, 7, 13.5, 11, 17), FONT_STRONG),
        "text-field": ["get", "name"],
        // Close up a name steps aside for the sites on it; from afar that would carry it into a neighbouring country.
        "text-variable-anchor": ["step", ["zoom"], ["literal", ["center"]], 7.5, ["literal", ["center", "bottom", "top", "left", "right"]]],
        "text-radial-offset": 1.7,
        "symbol-sort-key": ["get", "rank"],
      },
      paint: { "text-color": "#4c5a46", "text-halo-color": HALO, "text-halo-width": 1.4, "text-opacity": byZoom(11.5, 1, 13, 0.35) },
    },
    {
      id: "seas",
      type: "symbol",
      source: "provinces",
      filter: ["has", "sea"],
      layout: {
        ...label(byZoom(4, 12, 7, 18)),
        // From afar the gulf is narrower than its name.
        "text-field": ["step", ["zoom"], ["match", ["get", "sea"], "gulf", "", text.sea], 4.4, ["match", ["get", "sea"], "gulf", text.gulf, text.sea]],
        "text-letter-spacing": 0.18,
      },
      paint: { "text-color": "#5d8296", "text-halo-color": SEA, "text-halo-width": 1.5 },
    },
    { id: "rings", type: "line", source: "rings", paint: { "line-color": "#1456b8", "line-width": 1.3, "line-dasharray": [3, 3], "line-opacity": 0.75 } },
    {
      id: "ring-names",
      type: "symbol",
      source: "rings",
      layout: { ...label(11, FONT_STRONG), "symbol-placement": "line", "text-field": ["get", "name"], "symbol-spacing": 420, "text-keep-upright": true },
      paint: { "text-color": "#1456b8", "text-halo-color": HALO, "text-halo-width": 1.6 },
    },
  ];
}

/** On top of all else and free of collisions, as the law on the two archipelagos asks. */
function sovereigntyLayers(): LayerSpecification[] {
  return [
    {
      id: "sovereignty",
      type: "symbol",
      source: "sovereignty",
      layout: {
        "text-field": ["get", "name"],
        "text-font": [FONT_STRONG],
        "text-size": byZoom(...LABEL_SIZES),
        "text-max-width": 24,
        "text-allow-overlap": true,
        "text-ignore-placement": false,
      },
      paint: { "text-color": "#2f5130", "text-halo-color": "rgba(255,255,255,0.95)", "text-halo-width": 1.6 },
    },
  ];
}
