// The only module that touches the MapLibre object: it shows what it is given and reports what the user does.
import "maplibre-gl/dist/maplibre-gl.css";
import {
  type GeoJSONSource,
  LngLatBounds,
  Map as MapLibre,
  type MapGeoJSONFeature,
  type MapMouseEvent,
  type PointLike,
  Popup,
  ScaleControl,
  setWorkerUrl,
  type VectorTileSource,
} from "maplibre-gl";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url";
import type { Feature, PointFacts, Position } from "../api/contract";
import type { Format } from "../i18n/format";
import type { Messages } from "../i18n/vi";
import type { Near, View } from "../state/state";
import { basemapFile, loadCommunes, loadPlaces } from "./basemap";
import { FONT, FONT_STRONG } from "./fonts";
import { watchLongPress } from "./longPress";
import { focusFeatures, isPlaced, type PlacedSite, siteOf } from "./placedSite";
import { originPoint, rings } from "./rings";
import { PIXEL_RATIO, paint } from "./pictures";
import { RegionsOnMap } from "./regionsOnMap";
import { RowsOnMap } from "./rowsOnMap";
import { SketchOnMap } from "./sketchOnMap";
import { labelsInView } from "./sovereignty";
import { clusterText, replaceSites, SITES, SPREAD_ZOOM } from "./siteLayers";
import { offsetOf, SPREAD_MOST } from "./spots";
import { mapStyle } from "./style";

setWorkerUrl(workerUrl);

export interface MapEvents {
  onselect: (id: string) => void;
  /** A place with too many sites to spread was clicked. */
  onspot: (place: Position) => void;
  onhover: (id: string | null) => void;
  onpick: (lon: number, lat: number) => void;
  onmove: (view: View) => void;
  /** A coloured region was clicked. */
  onregion: (id: string) => void;
  /** The user asks what is at a place. */
  onplace: (lon: number, lat: number) => void;
  /** The map has come to rest. */
  onrest: () => void;
  /** Some sites could not be loaded. */
  onmissing: () => void;
  /** Something else of the map could not be loaded or drawn. */
  onfault: () => void;
}

export interface MapWords {
  text: Messages;
  format: Format;
  locale: string;
}

const COUNTRY: [[number, number], [number, number]] = [[102, 6.2], [117.6, 23.6]];
const LAND: [[number, number], [number, number]] = [[93, -1], [126, 30]];
const MARK_LAYERS = ["marks", "clusters"];
const COMMUNE_ZOOM = 9;
const REACH_PX = 10;
const EDGE_PX = 24;
/** Air around the sites of a cluster that was opened. */
const CLUSTER_AIR_PX = 70;
/** Opening a cluster goes no closer than this, unless it was opened from there. */
const CLUSTER_ZOOM = 15;

export class MapController {
  readonly #map: MapLibre;
  readonly #events: MapEvents;
  #words: MapWords;
  /** The sites that are lifted out of the crowd. */
  #focus: readonly PlacedSite[] = [];
  /** What the source of the focus holds, to leave it alone where nothing changed. */
  #focusDrawn = "";
  /** The site whose symbol the pointer is on. */
  #pointed: PlacedSite | null = null;
  /** Pixels that panels cover at the top and at the bottom. */
  #covered = { top: 0, bottom: 0 };
  #picking = false;
  #communesAsked = false;
  /** Sources and layers are there; what they show may still be on its way. */
  #styled: Promise<void>;
  /** Some tiles of the sites did not come. */
  #lacksSites = false;
  readonly regions: RegionsOnMap;
  readonly sketch: SketchOnMap;
  readonly rows: RowsOnMap;
  readonly #wasHeld: () => boolean;
  /** Whether there is a picture yet that a movement could start from. */
  #drawn = false;
  readonly #tip = new Popup({ closeButton: false, closeOnClick: false, className: "map-tip", offset: 16, maxWidth: "260px" });

  /** `tiles` is the template of the tiles of the sites. */
  static async create(container: HTMLElement, words: MapWords, view: View | null, tiles: string, events: MapEvents): Promise<MapController> {
    // The labels are drawn with our own fonts, which must be there before the first glyph.
    const sample = "Quần đảo Hoàng Sa ẠỹĐ";
    const [places] = await Promise.all([
      loadPlaces(),
      document.fonts.load(`16px "${FONT}"`, sample),
      document.fonts.load(`600 16px "${FONT_STRONG}"`, sample),
    ]);
    const map = new MapLibre({
      container,
      style: mapStyle(words.text, places, basemapFile("land"), basemapFile("rivers"), tiles, words.locale),
      ...(view ? { center: [view.lon, view.lat], zoom: view.zoom } : { bounds: COUNTRY, fitBoundsOptions: { padding: 8 } }),
      maxBounds: LAND,
      minZoom: 3,
      maxZoom: 17,
      attributionControl: false,
      dragRotate: false,
      pitchWithRotate: false,
      touchPitch: false,
      renderWorldCopies: false,
      fadeDuration: matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 150,
      locale: { "Map.Title": words.text.mapRegion },
    });
    return new MapController(map, words, events);
  }

  private constructor(map: MapLibre, words: MapWords, events: MapEvents) {
    this.#map = map;
    this.#words = words;
    this.#events = events;
    this.#styled = new Promise((resolve) => map.once("style.load", () => resolve()));
    this.regions = new RegionsOnMap(map, this.#styled);
    this.sketch = new SketchOnMap(map, this.#styled);
    this.rows = new RowsOnMap(map, this.#styled);
    this.#wasHeld = watchLongPress(map, (lon, lat) => this.#events.onplace(lon, lat));
    map.touchZoomRotate.disableRotation();
    map.keyboard.disableRotation();
    map.addControl(new ScaleControl({ maxWidth: 110 }), "bottom-left");
    map.setMissingStyleImageResolver((id) => {
      const image = paint(id);
      if (image && !map.hasImage(id)) map.addImage(id, image, { pixelRatio: PIXEL_RATIO });
    });
    map.on("error", (event) => {
      if ("sourceId" in event && event.sourceId === SITES) {
        this.#lacksSites = true;
        this.#events.onmissing();
      } else this.#events.onfault();
    });
    // Only a tile knows where on its spot a site is drawn, and it may come after the site was opened.
    map.on("idle", () => this.#drawFocus());
    map.on("click", (event) => this.#click(event));
    map.on("mousemove", (event) => this.#point(event));
    map.on("mouseout", () => this.#leave());
    map.on("move", () => this.#nameArchipelagos());
    map.on("moveend", (event) => {
      if (map.getZoom() >= COMMUNE_ZOOM) void this.#showCommunes();
      if (event.originalEvent) this.#report();
      this.#events.onrest();
    });
    map.once("load", () => {
      this.#drawn = true;
      this.#events.onrest();
      this.#nameArchipelagos();
      if (map.getZoom() >= COMMUNE_ZOOM) void this.#showCommunes();
    });
  }

  destroy(): void {
    this.#map.remove();
  }

  #source(id: string): GeoJSONSource | undefined {
    return this.#map.getSource<GeoJSONSource>(id);
  }

  #report(): void {
    const { lng, lat } = this.#map.getCenter();
    this.#events.onmove({ lon: lng, lat, zoom: this.#map.getZoom() });
  }

  async #showCommunes(): Promise<void> {
    if (this.#communesAsked) return;
    this.#communesAsked = true;
    try {
      const communes = await loadCommunes();
      this.#source("communes")?.setData(communes);
    } catch {
      this.#communesAsked = false;
    }
  }

  #nameArchipelagos(): void {
    const { clientWidth: width, clientHeight } = this.#map.getContainer();
    const { top, bottom } = this.#covered;
    const first = this.#map.unproject([0, top]);
    const last = this.#map.unproject([width, Math.max(clientHeight - bottom, top + 1)]);
    const box = { west: first.lng, south: last.lat, east: last.lng, north: first.lat };
    this.#source("sovereignty")?.setData(labelsInView(box, { width, height: clientHeight - top - bottom, zoom: this.#map.getZoom() }, this.#words.text));
  }

  /** The symbol nearest to a place on the screen, if one is within reach. */
  #hit({ x, y }: { x: number; y: number }): MapGeoJSONFeature | null {
    const box: [PointLike, PointLike] = [[x - REACH_PX, y - REACH_PX], [x + REACH_PX, y + REACH_PX]];
    let best: MapGeoJSONFeature | null = null;
    let least = Infinity;
    for (const feature of this.#map.queryRenderedFeatures(box, { layers: MARK_LAYERS })) {
      if (feature.geometry.type !== "Point") continue;
      const [lon = 0, lat = 0] = feature.geometry.coordinates;
      const at = this.#map.project([lon, lat]);
      const [dx, dy] = offsetOf(feature.properties);
      const distance = Math.hypot(at.x + dx - x, at.y + dy - y);
      if (distance < least) [best, least] = [feature, distance];
    }
    return best;
  }

  #click(event: MapMouseEvent): void {
    if (this.#wasHeld()) return;
    if (this.#picking) {
      this.#events.onpick(event.lngLat.lng, event.lngLat.lat);
      return;
    }
    if (this.rows.choose(event.point)) return;
    const feature = this.#hit(event.point);
    if (!feature) {
      const area = this.regions.at(event.point);
      if (area) this.#events.onregion(area.id);
      return;
    }
    const { id, spot_count: onSpot, spot_lon: lon, spot_lat: lat } = feature.properties;
    if (id === undefined) this.#openCluster(feature.properties);
    else if (onSpot > SPREAD_MOST) this.#events.onspot([lon, lat]);
    else this.#events.onselect(String(id));
  }

  /** Goes so close that a cluster falls apart; where it cannot, its sites are listed. */
  #openCluster({ count, west, south, east, north, same_spot: isOneSpot }: MapGeoJSONFeature["properties"]): void {
    if (isOneSpot && count > SPREAD_MOST) {
      this.#events.onspot([west, south]);
      return;
    }
    const box: [number, number, number, number] = [west, south, east, north];
    const closer = this.#map.getZoom() + 1;
    const fitting = isOneSpot ? SPREAD_ZOOM : (this.#map.cameraForBounds(box, { padding: CLUSTER_AIR_PX })?.zoom ?? closer);
    const zoom = Math.min(Math.max(fitting, closer), Math.max(closer, CLUSTER_ZOOM));
    this.#map.easeTo({ center: [(west + east) / 2, (south + north) / 2], zoom: zoom + 0.1 });
    this.#afterwards();
  }

  #point(event: MapMouseEvent): void {
    if (this.#picking) return;
    const feature = this.#hit(event.point);
    const area = feature ? null : this.regions.at(event.point);
    const canvas = this.#map.getCanvas();
    canvas.style.cursor = feature || area ? "pointer" : "";
    if (area) {
      this.#leave();
      this.#tip.setLngLat(event.lngLat).setText(area.tip).addTo(this.#map);
      return;
    }
    const site = feature && siteOf(feature);
    if (!site) {
      this.#leave();
      return;
    }
    const at = this.#map.project(site.geometry.coordinates);
    const [dx, dy] = offsetOf(feature.properties);
    this.#tip.setLngLat(this.#map.unproject([at.x + dx, at.y + dy])).setText(site.properties.name);
    if (!this.#tip.isOpen()) this.#tip.addTo(this.#map);
    this.#pointed = site;
    this.#events.onhover(site.id);
  }

  #leave(): void {
    if (!this.#tip.isOpen()) return;
    this.#tip.remove();
    this.#events.onhover(null);
  }

  /** Draws the sites of these tiles from now on; the same ones again are asked for anew. */
  async setSites(template: string): Promise<void> {
    await this.#styled;
    if (this.#lacksSites) replaceSites(this.#map, template);
    else this.#map.getSource<VectorTileSource>(SITES)?.setTiles([template]);
    this.#lacksSites = false;
  }

  /** Lifts single sites out of the crowd: the open one, even where the filters leave it out, and the one pointed at. */
  async setFocus(ids: readonly (string | null)[], known: readonly Feature<PointFacts>[]): Promise<void> {
    const all = [...known, ...(this.#pointed ? [this.#pointed] : [])].filter(isPlaced);
    this.#focus = [...new Set(ids)].flatMap((id) => all.find((site) => site.id === id) ?? []);
    await this.#styled;
    this.#drawFocus();
  }

  #drawFocus(): void {
    const ids = this.#focus.map(({ id }) => id);
    const isSpread = ids.length > 0 && this.#map.getZoom() >= SPREAD_ZOOM;
    const drawn = isSpread ? this.#map.querySourceFeatures(SITES, { sourceLayer: SITES, filter: ["in", ["get", "id"], ["literal", ids]] }) : [];
    const features = focusFeatures(this.#focus, drawn);
    const said = JSON.stringify(features);
    if (said === this.#focusDrawn) return;
    this.#focusDrawn = said;
    this.#source("focus")?.setData(features);
  }

  async setNear(near: Near | null): Promise<void> {
    await this.#styled;
    this.#source("origin")?.setData(originPoint(near));
    this.#source("rings")?.setData(rings(near, this.#words.format));
  }

  async setWords(words: MapWords, near: Near | null): Promise<void> {
    this.#words = words;
    await this.#styled;
    this.#map.getCanvas().setAttribute("aria-label", words.text.mapRegion);
    this.#map.setLayoutProperty("clusters", "text-field", clusterText(words.locale));
    this.#nameArchipelagos();
    await this.setNear(near);
  }

  setPicking(picking: boolean): void {
    this.#picking = picking;
    this.#map.getCanvas().style.cursor = picking ? "crosshair" : "";
    if (picking) this.#leave();
  }

  showCountry(): void {
    this.#map.resize();
    this.#afterwards();
    this.#map.fitBounds(COUNTRY, { padding: 8 });
  }

  /** Shows all of a box, as close as it fits; on narrow windows with less air around it. */
  fitBox([west, south, east, north]: [number, number, number, number], isAtOnce = false): void {
    this.#map.resize();
    this.#afterwards();
    const isNarrow = this.#map.getContainer().clientWidth < 600;
    const [top, side] = isNarrow ? [30, 24] : [56, 64];
    this.#map.fitBounds([[west, south], [east, north]], { padding: { top, bottom: top, left: side, right: side }, maxZoom: 13, animate: this.#drawn && !isAtOnce });
  }

  /** Shows all of some places; sites of one commune need no more than a district's width. */
  fit(places: readonly [number, number][]): void {
    const [first, ...rest] = places;
    if (!first) return;
    this.#map.resize();
    const bounds = rest.reduce((box, place) => box.extend(place), new LngLatBounds(first, first));
    this.#afterwards();
    this.#map.fitBounds(bounds, { padding: { top: 56, bottom: 64, left: 48, right: 104 }, maxZoom: 12.2, animate: this.#drawn });
  }

  /** Brings a place into view, closer when the user asked for the map. */
  show(place: Position, closer: boolean): void {
    this.#map.resize();
    if (closer) this.#map.flyTo({ center: place, zoom: Math.max(this.#map.getZoom(), SPREAD_ZOOM) });
    else if (!this.#inView(place)) this.#map.easeTo({ center: place });
    else return;
    this.#afterwards();
  }

  #inView(place: [number, number]): boolean {
    const { x, y } = this.#map.project(place);
    const { clientWidth, clientHeight } = this.#map.getContainer();
    const { top, bottom } = this.#covered;
    return x > EDGE_PX && y > top + EDGE_PX && x < clientWidth - EDGE_PX && y < clientHeight - bottom - EDGE_PX;
  }

  /** Says how many pixels panels cover from above and from below, so that places and names come to stand between them. */
  setCovered(top: number, bottom: number): void {
    this.#covered = { top, bottom };
    this.#map.setPadding({ top: 0, left: 0, right: 0, bottom: Math.round(bottom) });
    this.#nameArchipelagos();
  }

  jump(view: View): void {
    this.#map.jumpTo({ center: [view.lon, view.lat], zoom: view.zoom });
  }

  zoomBy(steps: number): void {
    this.#map.zoomTo(this.#map.getZoom() + steps);
    this.#afterwards();
  }

  panBy(x: number, y: number): void {
    const { clientWidth, clientHeight } = this.#map.getContainer();
    this.#map.panBy([(x * clientWidth) / 3, (y * clientHeight) / 3]);
    this.#afterwards();
  }

  centre(): [lon: number, lat: number] {
    const { lng, lat } = this.#map.getCenter();
    return [lng, lat];
  }

  #afterwards(): void {
    void this.#map.once("moveend").then(() => this.#report());
  }
}
