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
} from "maplibre-gl";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url";
import type { Format } from "../i18n/format";
import type { Messages } from "../i18n/vi";
import type { Near, View } from "../state/state";
import { basemapFile, loadCommunes, loadPlaces } from "./basemap";
import { draw, type Drawing } from "./drawing";
import { FONT, FONT_STRONG } from "./fonts";
import { watchLongPress } from "./longPress";
import { originPoint, rings } from "./rings";
import { PIXEL_RATIO, paint } from "./pictures";
import { RegionsOnMap } from "./regionsOnMap";
import { labelsInView } from "./sovereignty";
import type { PointFeature } from "./stacks";
import { mapStyle, SPREAD_ZOOM } from "./style";

setWorkerUrl(workerUrl);

export interface MapEvents {
  onselect: (id: string) => void;
  onstack: (ids: string[]) => void;
  onhover: (id: string | null) => void;
  onpick: (lon: number, lat: number) => void;
  onmove: (view: View) => void;
  /** A coloured region was clicked. */
  onregion: (id: string) => void;
  /** The user asks what is at a place. */
  onplace: (lon: number, lat: number) => void;
  /** The map has come to rest. */
  onrest: () => void;
  /** Something of the map could not be loaded or drawn. */
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

export class MapController {
  readonly #map: MapLibre;
  readonly #events: MapEvents;
  #words: MapWords;
  #drawing: Drawing = draw([]);
  /** Where a site is drawn that the filters leave out while its card is open. */
  #aside: Drawing = draw([]);
  #names = new Map<string, string>();
  /** Pixels that panels cover at the top and at the bottom. */
  #covered = { top: 0, bottom: 0 };
  #picking = false;
  #communesAsked = false;
  #loaded: Promise<void>;
  readonly regions: RegionsOnMap;
  readonly #wasHeld: () => boolean;
  /** Whether there is a picture yet that a movement could start from. */
  #drawn = false;
  readonly #tip = new Popup({ closeButton: false, closeOnClick: false, className: "map-tip", offset: 16, maxWidth: "260px" });

  static async create(container: HTMLElement, words: MapWords, view: View | null, events: MapEvents): Promise<MapController> {
    // The labels are drawn with our own fonts, which must be there before the first glyph.
    const sample = "Quần đảo Hoàng Sa ẠỹĐ";
    const [places] = await Promise.all([
      loadPlaces(),
      document.fonts.load(`16px "${FONT}"`, sample),
      document.fonts.load(`600 16px "${FONT_STRONG}"`, sample),
    ]);
    const map = new MapLibre({
      container,
      style: mapStyle(words.text, places, basemapFile("land"), basemapFile("rivers"), words.locale),
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
    this.#loaded = new Promise((resolve) => map.once("load", () => resolve()));
    this.regions = new RegionsOnMap(map, this.#loaded);
    this.#wasHeld = watchLongPress(map, (lon, lat) => this.#events.onplace(lon, lat));
    map.touchZoomRotate.disableRotation();
    map.keyboard.disableRotation();
    map.addControl(new ScaleControl({ maxWidth: 110 }), "bottom-left");
    map.setMissingStyleImageResolver((id) => {
      const image = paint(id);
      if (image && !map.hasImage(id)) map.addImage(id, image, { pixelRatio: PIXEL_RATIO });
    });
    map.on("error", () => this.#events.onfault());
    map.on("click", (event) => this.#click(event));
    map.on("mousemove", (event) => this.#point(event));
    map.on("mouseout", () => this.#leave());
    map.on("move", () => this.#nameArchipelagos());
    map.on("moveend", (event) => {
      if (map.getZoom() >= COMMUNE_ZOOM) void this.#showCommunes();
      if (event.originalEvent) this.#report();
      this.#events.onrest();
    });
    void this.#loaded.then(() => {
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
      const [dx, dy] = this.#shift(feature);
      const distance = Math.hypot(at.x + dx - x, at.y + dy - y);
      if (distance < least) [best, least] = [feature, distance];
    }
    return best;
  }

  #shift(feature: MapGeoJSONFeature): [number, number] {
    if (this.#map.getZoom() < SPREAD_ZOOM) return [0, 0];
    const sites = this.#drawing.sites.get(Number(feature.id));
    return this.#drawing.places.get(sites?.[0] ?? "")?.offset ?? [0, 0];
  }

  #click(event: MapMouseEvent): void {
    if (this.#wasHeld()) return;
    if (this.#picking) {
      this.#events.onpick(event.lngLat.lng, event.lngLat.lat);
      return;
    }
    const feature = this.#hit(event.point);
    if (!feature) {
      const area = this.regions.at(event.point);
      if (area) this.#events.onregion(area.id);
      return;
    }
    if (feature.properties.cluster) {
      void this.#openCluster(feature);
      return;
    }
    const sites = this.#drawing.sites.get(Number(feature.id)) ?? [];
    if (sites.length > 1) this.#events.onstack(sites);
    else if (sites[0]) this.#events.onselect(sites[0]);
  }

  async #openCluster(feature: MapGeoJSONFeature): Promise<void> {
    const source = this.#source("marks");
    if (!source || feature.geometry.type !== "Point") return;
    const zoom = await source.getClusterExpansionZoom(Number(feature.properties.cluster_id));
    const [lon = 0, lat = 0] = feature.geometry.coordinates;
    this.#map.easeTo({ center: [lon, lat], zoom: Math.max(zoom, this.#map.getZoom() + 1) + 0.2 });
    void this.#map.once("moveend").then(() => this.#report());
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
    const sites = feature && !feature.properties.cluster ? this.#drawing.sites.get(Number(feature.id)) : undefined;
    const only = sites?.length === 1 ? sites[0] : undefined;
    if (!only || feature?.geometry.type !== "Point") {
      this.#leave();
      return;
    }
    const [lon = 0, lat = 0] = feature.geometry.coordinates;
    const at = this.#map.project([lon, lat]);
    const [dx, dy] = this.#shift(feature);
    this.#tip.setLngLat(this.#map.unproject([at.x + dx, at.y + dy])).setText(this.#names.get(only) ?? "");
    if (!this.#tip.isOpen()) this.#tip.addTo(this.#map);
    this.#events.onhover(only);
  }

  #leave(): void {
    if (!this.#tip.isOpen()) return;
    this.#tip.remove();
    this.#events.onhover(null);
  }

  async setPoints(points: readonly PointFeature[]): Promise<void> {
    this.#drawing = draw(points);
    this.#names = new Map(points.map(({ id, properties }) => [id, properties.name]));
    await this.#loaded;
    this.#source("marks")?.setData(this.#drawing.marks);
    this.#source("feet")?.setData(this.#drawing.feet);
  }

  /** Lifts single sites out of the crowd: the open one, even where the filters leave it out, and the one pointed at. */
  async setFocus(ids: readonly (string | null)[], open: PointFeature | null): Promise<void> {
    this.#aside = draw(open ? [open] : []);
    await this.#loaded;
    const places = [...new Set(ids)].flatMap((id) => this.#place(id ?? "") ?? []);
    this.#source("focus")?.setData({
      type: "FeatureCollection",
      features: places.map(({ at, offset, picture }) => ({
        type: "Feature",
        geometry: { type: "Point", coordinates: at },
        properties: { offset, picture: picture.replace("mark-", "focus-") },
      })),
    });
  }

  #place(id: string) {
    return this.#drawing.places.get(id) ?? this.#aside.places.get(id);
  }

  async setNear(near: Near | null): Promise<void> {
    await this.#loaded;
    this.#source("origin")?.setData(originPoint(near));
    this.#source("rings")?.setData(rings(near, this.#words.format));
  }

  async setWords(words: MapWords, near: Near | null): Promise<void> {
    this.#words = words;
    await this.#loaded;
    this.#map.getCanvas().setAttribute("aria-label", words.text.mapRegion);
    this.#map.setLayoutProperty("clusters", "text-field", ["number-format", ["get", "total"], { locale: words.locale }]);
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
  fitBox([west, south, east, north]: [number, number, number, number]): void {
    this.#map.resize();
    this.#afterwards();
    const isNarrow = this.#map.getContainer().clientWidth < 600;
    const [top, side] = isNarrow ? [30, 24] : [56, 64];
    this.#map.fitBounds([[west, south], [east, north]], { padding: { top, bottom: top, left: side, right: side }, maxZoom: 13, animate: this.#drawn });
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

  fitPoints(): void {
    this.fit([...this.#drawing.places.values()].map(({ at }) => at));
  }

  /** Brings a site into view, closer when the user asked for the map; false when its place is not known. */
  show(id: string, closer: boolean): boolean {
    const place = this.#place(id);
    if (!place) return false;
    this.#map.resize();
    if (closer) this.#map.flyTo({ center: place.at, zoom: Math.max(this.#map.getZoom(), 12) });
    else if (!this.#inView(place.at)) this.#map.easeTo({ center: place.at });
    else return true;
    this.#afterwards();
    return true;
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
