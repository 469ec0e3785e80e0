// Everything of the map that is loaded after the list, as one piece.
export { MapController } from "../map/controller";
export { default as LayerLegend } from "./LayerLegend.svelte";
export { default as MapOnPaper } from "./MapOnPaper.svelte";
export { default as MapRegions } from "./MapRegions.svelte";
