// A long press with a finger or a click with the second mouse button: the question what is at a place.
import type { Map as MapLibre, MapMouseEvent, MapTouchEvent } from "maplibre-gl";

const HELD_MS = 550;
/** The browser's own events that follow a long press and mean the same. */
const AFTER_MS = 900;

/** Calls back with the place; answers whether a click just now only ends a long press. */
export function watchLongPress(map: MapLibre, onplace: (lon: number, lat: number) => void): () => boolean {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let last = -Infinity;
  const isFresh = () => performance.now() - last < AFTER_MS;
  const tell = (event: MapMouseEvent | MapTouchEvent) => {
    if (isFresh()) return;
    last = performance.now();
    onplace(event.lngLat.lng, event.lngLat.lat);
  };
  const stop = () => clearTimeout(timer);
  map.on("contextmenu", (event) => {
    event.preventDefault();
    stop();
    tell(event);
  });
  map.on("touchstart", (event) => {
    stop();
    if (event.points.length === 1) timer = setTimeout(() => tell(event), HELD_MS);
  });
  for (const end of ["touchend", "touchcancel", "movestart", "zoomstart"] as const) map.on(end, stop);
  return isFresh;
}
