// The rows of a file that is being imported: one point each, with the sign of what becomes of it.
import type { FeatureCollection, Point } from "geojson";
import type { ExpressionSpecification, GeoJSONSource, Map as MapLibre, PointLike } from "maplibre-gl";
import type { RowPoint } from "../api/imports";
import { LOOK_COLOUR, OUTCOME_LOOK } from "../imports/outcomes";
import { FONT_STRONG } from "./fonts";

const SOURCE = "import-rows";
const REACH_PX = 8;
const EMPTY: FeatureCollection = { type: "FeatureCollection", features: [] };

export interface RowsDrawn {
  points: FeatureCollection<Point, RowPoint>;
  chosen: { sheet: string; row: number } | null;
  onchoose: (sheet: string, row: number) => void;
}

const byOutcome = (value: "colour" | "sign"): ExpressionSpecification =>
  ["match", ["get", "outcome"], ...Object.entries(OUTCOME_LOOK).flatMap(([outcome, look]) => [outcome, look[value]]), value === "colour" ? "#5a645d" : "?"] as unknown as ExpressionSpecification;

export class RowsOnMap {
  readonly #map: MapLibre;
  readonly #styled: Promise<void>;
  #drawn: RowsDrawn | null = null;
  #points: unknown = null;

  constructor(map: MapLibre, styled: Promise<void>) {
    this.#map = map;
    this.#styled = styled;
  }

  /** Draws these and no others; null takes all away. */
  async show(drawn: RowsDrawn | null): Promise<void> {
    this.#drawn = drawn;
    if (!drawn && !this.#map.getSource(SOURCE)) return;
    await this.#styled;
    this.#ensureLayers();
    const now = this.#drawn;
    if (this.#points !== (now?.points ?? null)) {
      this.#points = now?.points ?? null;
      this.#map.getSource<GeoJSONSource>(SOURCE)?.setData(now?.points ?? EMPTY);
    }
    const { sheet, row } = now?.chosen ?? { sheet: "", row: -1 };
    this.#map.setFilter("import-chosen", ["all", ["==", ["get", "sheet"], sheet], ["==", ["get", "row"], row]]);
  }

  /** Chooses the row at a place of the screen; false where there is none. */
  choose({ x, y }: { x: number; y: number }): boolean {
    if (!this.#drawn || !this.#map.getLayer("import-rows")) return false;
    const box: [PointLike, PointLike] = [[x - REACH_PX, y - REACH_PX], [x + REACH_PX, y + REACH_PX]];
    const [found] = this.#map.queryRenderedFeatures(box, { layers: ["import-rows"] });
    if (!found) return false;
    this.#drawn.onchoose(String(found.properties.sheet), Number(found.properties.row));
    return true;
  }

  #ensureLayers(): void {
    if (this.#map.getSource(SOURCE)) return;
    this.#map.addSource(SOURCE, { type: "geojson", data: EMPTY });
    this.#map.addLayer({
      id: "import-chosen",
      type: "circle",
      source: SOURCE,
      filter: ["==", ["get", "row"], -1],
      paint: { "circle-radius": 17, "circle-color": "#ffffff", "circle-stroke-color": "#1c2420", "circle-stroke-width": 2.5 },
    });
    this.#map.addLayer({
      id: "import-rows",
      type: "circle",
      source: SOURCE,
      paint: {
        "circle-radius": 9,
        "circle-color": byOutcome("colour"),
        "circle-stroke-color": ["case", ["get", "needs_look"], LOOK_COLOUR, "#ffffff"],
        "circle-stroke-width": ["case", ["get", "needs_look"], 3, 2],
      },
    });
    this.#map.addLayer({
      id: "import-signs",
      type: "symbol",
      source: SOURCE,
      layout: { "text-field": byOutcome("sign"), "text-font": [FONT_STRONG], "text-size": 13, "text-allow-overlap": true, "text-ignore-placement": true },
      paint: { "text-color": "#ffffff" },
    });
  }
}
