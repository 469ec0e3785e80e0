// Distances and directions as numbers for the map and as words for people.
import type { Position } from "../api/contract";

const EARTH_RADIUS_M = 6_371_008.8;
const RADIANS = Math.PI / 180;

/** Which of the eight compass words a bearing belongs to, 0 for north and clockwise from there. */
export function compassIndex(bearing: number): number {
  return Math.round((((bearing % 360) + 360) % 360) / 45) % 8;
}

/** The place that lies so many metres from a point in a direction, on a sphere; good enough to draw a ring. */
export function destination([lon, lat]: Position, metres: number, bearing: number): Position {
  const angle = metres / EARTH_RADIUS_M;
  const from = lat * RADIANS;
  const to = Math.asin(
    Math.sin(from) * Math.cos(angle) + Math.cos(from) * Math.sin(angle) * Math.cos(bearing * RADIANS),
  );
  const turn = Math.atan2(
    Math.sin(bearing * RADIANS) * Math.sin(angle) * Math.cos(from),
    Math.cos(angle) - Math.sin(from) * Math.sin(to),
  );
  return [lon + turn / RADIANS, to / RADIANS];
}

/** A closed ring of one distance around a point. */
export function ring(centre: Position, metres: number, corners = 96): Position[] {
  return Array.from({ length: corners + 1 }, (_, i) => destination(centre, metres, ((i % corners) * 360) / corners));
}
