// Sites that share one exact point: where each is drawn, in pixels around it, so that each can be seen and reached.

/** More sites than this on one spot are drawn as one symbol with their number, which opens a list. */
export const SPREAD_MOST = 36;
const FIRST_RING = 26;
const SPACING = 26;

export type Offset = [x: number, y: number];

/** Where the i-th of n sites of a spot is drawn, in pixels from the true point; rings are filled from inside. */
export function ringOffset(index: number, count: number): Offset {
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

/** Where a site is drawn, by what its tile says of its spot; on the spot itself where it is alone or they are too many. */
export function offsetOf(properties: Readonly<Record<string, unknown>>): Offset {
  const { spot_count: count, spot_index: index } = properties;
  if (typeof count !== "number" || typeof index !== "number" || count > SPREAD_MOST) return [0, 0];
  return ringOffset(index, count);
}
