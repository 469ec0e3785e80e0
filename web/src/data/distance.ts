// How far a site lies from where distances start: as the server measured it, or as measured here in lists it did not measure.
import type { Feature } from "../api/contract";
import { type Way, way } from "../geo/geodesic";
import type { Near } from "../state/state";

export function distanceFrom(near: Near | null, { geometry, properties }: Feature): Way | null {
  if (!near || !geometry) return null;
  const { distance_m: metres, bearing_deg: bearing } = properties;
  return metres !== undefined && bearing !== undefined ? { metres, bearing } : way([near.lon, near.lat], geometry.coordinates);
}
