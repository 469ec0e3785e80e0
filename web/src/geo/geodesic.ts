// Distance and direction between two places on the WGS 84 ellipsoid, by Vincenty's inverse formula.
import type { Position } from "../api/contract";

const EQUATOR_M = 6_378_137;
const FLATTENING = 1 / 298.257223563;
const POLE_M = EQUATOR_M * (1 - FLATTENING);
const RADIANS = Math.PI / 180;
const MOST_ROUNDS = 100;

export interface Way {
  metres: number;
  /** Degrees clockwise from true north, 0 up to 360. */
  bearing: number;
}

/** Right to the millimetre wherever it settles, which it does everywhere but between nearly opposite sides of the earth. */
export function way([lonA, latA]: Position, [lonB, latB]: Position): Way | null {
  const apart = (lonB - lonA) * RADIANS;
  const a = Math.atan((1 - FLATTENING) * Math.tan(latA * RADIANS));
  const b = Math.atan((1 - FLATTENING) * Math.tan(latB * RADIANS));
  const [sinA, cosA, sinB, cosB] = [Math.sin(a), Math.cos(a), Math.sin(b), Math.cos(b)];
  let lambda = apart;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const east = cosB * Math.sin(lambda);
    const north = cosA * sinB - sinA * cosB * Math.cos(lambda);
    const sinSigma = Math.hypot(east, north);
    if (sinSigma === 0) return { metres: 0, bearing: 0 };
    const cosSigma = sinA * sinB + cosA * cosB * Math.cos(lambda);
    const sigma = Math.atan2(sinSigma, cosSigma);
    const sinAlpha = (cosA * cosB * Math.sin(lambda)) / sinSigma;
    const cos2Alpha = 1 - sinAlpha ** 2;
    const middle = cos2Alpha === 0 ? 0 : cosSigma - (2 * sinA * sinB) / cos2Alpha;
    const c = (FLATTENING / 16) * cos2Alpha * (4 + FLATTENING * (4 - 3 * cos2Alpha));
    const next =
      apart + (1 - c) * FLATTENING * sinAlpha * (sigma + c * sinSigma * (middle + c * cosSigma * (2 * middle ** 2 - 1)));
    if (Math.abs(next - lambda) < 1e-12) {
      const u = (cos2Alpha * (EQUATOR_M ** 2 - POLE_M ** 2)) / POLE_M ** 2;
      const k = 1 + (u / 16384) * (4096 + u * (u * (320 - 175 * u) - 768));
      const l = (u / 1024) * (256 + u * (u * (74 - 47 * u) - 128));
      const inner = cosSigma * (2 * middle ** 2 - 1) - (l / 6) * middle * (4 * sinSigma ** 2 - 3) * (4 * middle ** 2 - 3);
      const bend = l * sinSigma * (middle + (l / 4) * inner);
      return { metres: POLE_M * k * (sigma - bend), bearing: (Math.atan2(east, north) / RADIANS + 360) % 360 };
    }
    lambda = next;
  }
  return null;
}
