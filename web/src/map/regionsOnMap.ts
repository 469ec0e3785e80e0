// The regions on the MapLibre map that the controller holds: their colours, their outlines, and the picture for paper.
import type { FeatureCollection } from "geojson";
import type { ExpressionSpecification, GeoJSONSource, Map as MapLibre, PointLike } from "maplibre-gl";
import { type AreaFacts, type Areas, NO_AREAS, type Outlines } from "./choropleth";
import type { Box } from "./sovereignty";
import { ISLAND_COLOUR } from "./style";

/** How many dots of the screen one of the picture for paper should have, so that letters are sharp in print. */
const PAPER_RATIO = 3;

export interface Theme {
  areas: Areas;
  /** The value of a region in words, for the tip at the pointer. */
  said: (id: string) => string;
  /** Names in place of those of the base map, which are of today; null keeps these. */
  names: FeatureCollection | null;
  islands: { hoang_sa: string | null; truong_sa: string | null };
}

export class RegionsOnMap {
  readonly #map: MapLibre;
  readonly #styled: Promise<void>;
  #said: Theme["said"] = () => "";

  constructor(map: MapLibre, styled: Promise<void>) {
    this.#map = map;
    this.#styled = styled;
  }

  async setTheme(theme: Theme | null): Promise<void> {
    this.#said = theme?.said ?? (() => "");
    await this.#styled;
    this.#setData("areas", theme?.areas ?? NO_AREAS);
    this.#setData("area-names", theme?.names ?? NO_AREAS);
    for (const layer of ["provinces", "communes"]) this.#map.setLayoutProperty(layer, "visibility", theme?.names ? "none" : "visible");
    const { hoang_sa: hoangSa, truong_sa: truongSa } = theme?.islands ?? { hoang_sa: null, truong_sa: null };
    const colour: ExpressionSpecification = ["match", ["get", "group"], "hoang_sa", hoangSa ?? ISLAND_COLOUR, "truong_sa", truongSa ?? ISLAND_COLOUR, ISLAND_COLOUR];
    this.#map.setPaintProperty("islands", "circle-color", colour);
  }

  async setOutlines(features: Outlines["features"]): Promise<void> {
    await this.#styled;
    this.#setData("outlines", { type: "FeatureCollection", features });
  }

  #setData(id: string, data: FeatureCollection): void {
    void this.#map.getSource<GeoJSONSource>(id)?.setData(data);
  }

  /** The coloured region at a place on the screen. */
  at(point: PointLike): { id: string; tip: string } | null {
    if (!this.#map.getLayer("areas")) return null;
    const facts = this.#map.queryRenderedFeatures(point, { layers: ["areas"] })[0]?.properties as AreaFacts | undefined;
    if (!facts) return null;
    return { id: facts.id, tip: [facts.name, this.#said(facts.id)].filter(Boolean).join(": ") };
  }

  view(): { box: Box; zoom: number } {
    const bounds = this.#map.getBounds();
    return { box: { west: bounds.getWest(), south: bounds.getSouth(), east: bounds.getEast(), north: bounds.getNorth() }, zoom: this.#map.getZoom() };
  }

  /** Copies the map as it is now onto a canvas for paper; at once, because printing does not wait. */
  copyTo(canvas: HTMLCanvasElement): void {
    if (!this.#map.getContainer().clientWidth) return;
    const before = this.#map.getPixelRatio();
    this.#map.setPixelRatio(Math.max(before, PAPER_RATIO));
    this.#map.redraw();
    const drawn = this.#map.getCanvas();
    [canvas.width, canvas.height] = [drawn.width, drawn.height];
    canvas.getContext("2d")?.drawImage(drawn, 0, 0);
    this.#map.setPixelRatio(before);
  }
}
