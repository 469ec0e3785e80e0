// A place that is being written or reviewed: where it was, where it shall be, and the line between them.
import type { FeatureCollection } from "geojson";
import { type GeoJSONSource, type Map as MapLibre, Marker } from "maplibre-gl";
import type { Position } from "../api/contract";

const SOURCE = "sketch";
const INK = "#1456b8";

export interface Drawn {
  from: Position | null;
  to: Position | null;
  onmove: ((place: Position) => void) | null;
  /** What the mark of the new place is called. */
  label: string;
}

export class SketchOnMap {
  readonly #map: MapLibre;
  readonly #styled: Promise<void>;
  #marker: Marker | null = null;
  #onmove: Drawn["onmove"] = null;

  constructor(map: MapLibre, styled: Promise<void>) {
    this.#map = map;
    this.#styled = styled;
  }

  /** Draws this and nothing else; null takes everything away. */
  async show(drawn: Drawn | null): Promise<void> {
    this.#mark(drawn);
    if (!drawn && !this.#map.getSource(SOURCE)) return;
    await this.#styled;
    this.#ensureLayers();
    this.#map.getSource<GeoJSONSource>(SOURCE)?.setData(lines(drawn?.from ?? null, drawn?.to ?? null));
  }

  #mark(drawn: Drawn | null): void {
    this.#onmove = drawn?.onmove ?? null;
    if (!drawn?.to) {
      this.#marker?.remove();
      this.#marker = null;
      return;
    }
    if (!this.#marker) {
      this.#marker = new Marker({ color: INK }).setLngLat(drawn.to).addTo(this.#map);
      this.#marker.on("dragend", () => {
        const { lng, lat } = this.#marker?.getLngLat() ?? { lng: 0, lat: 0 };
        this.#onmove?.([lng, lat]);
      });
      const element = this.#marker.getElement();
      element.dataset.sketch = "";
      // The map's own keyboard moves the map; the same place can be typed in the form.
      element.removeAttribute("tabindex");
      element.setAttribute("role", "img");
    }
    this.#marker.setLngLat(drawn.to).setDraggable(drawn.onmove !== null);
    this.#marker.getElement().setAttribute("aria-label", drawn.label);
  }

  #ensureLayers(): void {
    if (this.#map.getSource(SOURCE)) return;
    this.#map.addSource(SOURCE, { type: "geojson", data: lines(null, null) });
    this.#map.addLayer({
      id: "sketch-line",
      type: "line",
      source: SOURCE,
      filter: ["==", ["geometry-type"], "LineString"],
      paint: { "line-color": INK, "line-width": 2.5, "line-dasharray": [2, 1.5] },
    });
    this.#map.addLayer({
      id: "sketch-from",
      type: "circle",
      source: SOURCE,
      filter: ["==", ["geometry-type"], "Point"],
      paint: { "circle-radius": 7, "circle-color": "#ffffff", "circle-stroke-color": INK, "circle-stroke-width": 2.5 },
    });
  }
}

function lines(from: Position | null, to: Position | null): FeatureCollection {
  const feature = (geometry: FeatureCollection["features"][number]["geometry"]) => ({ type: "Feature" as const, properties: {}, geometry });
  return {
    type: "FeatureCollection",
    features: [
      ...(from && to ? [feature({ type: "LineString", coordinates: [from, to] })] : []),
      ...(from ? [feature({ type: "Point", coordinates: from })] : []),
    ],
  };
}
