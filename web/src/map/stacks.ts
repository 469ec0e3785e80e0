// Sites that share one exact point: found, counted, and spread on the screen so that each can be seen and reached.
import type { Feature, PointFacts } from "../api/contract";

export type PointFeature = Feature<PointFacts>;
type Placed = PointFeature & { geometry: NonNullable<PointFeature["geometry"]> };

/** A bigger stack is drawn as one symbol with its number, which opens a list. */
export const SPREAD_MOST = 36;
const FIRST_RING = 26;
const SPACING = 26;

const isPlaced = (point: PointFeature): point is Placed => point.geometry !== null;
const placeKey = (point: Placed) => point.geometry.coordinates.join(" ");

/** The sites by exact coordinates, each stack in the order of ids so that it looks the same every time. */
export function groupByPlace(points: readonly PointFeature[]): Placed[][] {
  const groups = new Map<string, Placed[]>();
  for (const point of points) {
    if (!isPlaced(point)) continue;
    const key = placeKey(point);
    const group = groups.get(key);
    if (group) group.push(point);
    else groups.set(key, [point]);
  }
  return [...groups.values()].map((group) => group.sort((a, b) => (a.id < b.id ? -1 : 1)));
}

/** All sites at the point of one site, itself among them. */
export function stackOf(points: readonly PointFeature[], id: string): PointFeature[] {
  const found = points.find((point) => point.id === id);
  if (!found || !isPlaced(found)) return [];
  const key = placeKey(found);
  return points.filter((point) => isPlaced(point) && placeKey(point) === key).sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** Where the i-th of n sites of a stack is drawn, in pixels from the true point; rings are filled from inside. */
export function ringOffset(index: number, count: number): [x: number, y: number] {
  if (count <= 1) return [0, 0];
  let before = 0;
  for (let ring = 1; ; ring++) {
    const room = Math.floor((2 * Math.PI * FIRST_RING * ring) / SPACING);
    const here = Math.min(room, count - before);
    if (index < before + here) {
      const radius = ring === 1 && count <= 3 ? 18 : FIRST_RING * ring;
      const angle = (2 * Math.PI * (index - before)) / here - Math.PI / 2;
      return [round(radius * Math.cos(angle)), round(radius * Math.sin(angle))];
    }
    before += here;
  }
}

const round = (value: number) => Math.round(value * 10) / 10 || 0;
