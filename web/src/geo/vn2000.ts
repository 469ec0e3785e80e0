// VN-2000 to WGS 84 and back in the 3° zones of the provinces, for coordinates that are typed in; the server has the last word on where a point lies.
import type { Position } from "../api/contract";

/** The central meridians that any province uses, in degrees (`geodata/vn2000_meridians.csv`). */
export const MERIDIANS = [103, 104, 104.5, 104.75, 105, 105.5, 105.75, 106, 106.25, 106.5, 107, 107.25, 107.5, 107.75, 108, 108.25, 108.5] as const;

export interface Plane {
  /** X of Vietnamese tables: metres north of the equator. */
  north: number;
  /** Y of Vietnamese tables: metres east, 500,000 on the central meridian. */
  east: number;
}

/** The ellipsoid, the same for both systems. */
const A = 6_378_137;
const F = 1 / 298.257223563;
const E2 = F * (2 - F);
const SCALE = 0.9999;
const FALSE_EAST = 500_000;
const RADIAN = Math.PI / 180;
const SECOND = RADIAN / 3600;
/** The seven parameters of decision 05/2007/QĐ-BTNMT, rotations in the position vector convention. */
const SHIFT = [-191.90441429, -39.30318279, -111.45032835] as const;
const TURN = [0.00928836 * SECOND, -0.01975479 * SECOND, 0.00427372 * SECOND] as const;
const GROWTH = 1 + 0.252906278e-6;

/** Third flattening, and the series of Krüger to its fourth power: exact to a millimetre within 9° of the meridian. */
const N = F / (2 - F);
const RADIUS = (A / (1 + N)) * (1 + N ** 2 / 4 + N ** 4 / 64);
const ALPHA = [
  N / 2 - (2 / 3) * N ** 2 + (5 / 16) * N ** 3 + (41 / 180) * N ** 4,
  (13 / 48) * N ** 2 - (3 / 5) * N ** 3 + (557 / 1440) * N ** 4,
  (61 / 240) * N ** 3 - (103 / 140) * N ** 4,
  (49561 / 161280) * N ** 4,
];
const BETA = [
  N / 2 - (2 / 3) * N ** 2 + (37 / 96) * N ** 3 - (1 / 360) * N ** 4,
  (1 / 48) * N ** 2 + (1 / 15) * N ** 3 - (437 / 1440) * N ** 4,
  (17 / 480) * N ** 3 - (37 / 840) * N ** 4,
  (4397 / 161280) * N ** 4,
];

type Degrees = [lon: number, lat: number];
type Cube = [x: number, y: number, z: number];

/** A place on the ellipsoid as seen from its middle; heights are taken as 0 and dropped. */
function toCube([lon, lat]: Degrees): Cube {
  const [phi, lambda] = [lat * RADIAN, lon * RADIAN];
  const nu = A / Math.sqrt(1 - E2 * Math.sin(phi) ** 2);
  return [nu * Math.cos(phi) * Math.cos(lambda), nu * Math.cos(phi) * Math.sin(lambda), nu * (1 - E2) * Math.sin(phi)];
}

function ofCube([x, y, z]: Cube): Degrees {
  const across = Math.hypot(x, y);
  let phi = Math.atan2(z, across * (1 - E2));
  for (let i = 0; i < 6; i++) {
    const nu = A / Math.sqrt(1 - E2 * Math.sin(phi) ** 2);
    phi = Math.atan2(z + E2 * nu * Math.sin(phi), across);
  }
  return [Math.atan2(y, x) / RADIAN, phi / RADIAN];
}

function toWgs84([x, y, z]: Cube): Cube {
  const [rx, ry, rz] = TURN;
  return [
    SHIFT[0] + GROWTH * (x - rz * y + ry * z),
    SHIFT[1] + GROWTH * (rz * x + y - rx * z),
    SHIFT[2] + GROWTH * (-ry * x + rx * y + z),
  ];
}

/** The angles are so small that turning back is turning by their opposites. */
function fromWgs84([x, y, z]: Cube): Cube {
  const [rx, ry, rz] = TURN;
  const [dx, dy, dz] = [(x - SHIFT[0]) / GROWTH, (y - SHIFT[1]) / GROWTH, (z - SHIFT[2]) / GROWTH];
  return [dx + rz * dy - ry * dz, -rz * dx + dy + rx * dz, ry * dx - rx * dy + dz];
}

function toPlane([lon, lat]: Degrees, meridian: number): Plane {
  const [phi, lambda] = [lat * RADIAN, (lon - meridian) * RADIAN];
  const e = Math.sqrt(E2);
  const t = Math.sinh(Math.atanh(Math.sin(phi)) - e * Math.atanh(e * Math.sin(phi)));
  const xi = Math.atan2(t, Math.cos(lambda));
  const eta = Math.atanh(Math.sin(lambda) / Math.hypot(1, t));
  let [north, east] = [xi, eta];
  ALPHA.forEach((alpha, i) => {
    const k = 2 * (i + 1);
    north += alpha * Math.sin(k * xi) * Math.cosh(k * eta);
    east += alpha * Math.cos(k * xi) * Math.sinh(k * eta);
  });
  return { north: SCALE * RADIUS * north, east: FALSE_EAST + SCALE * RADIUS * east };
}

function ofPlane({ north, east }: Plane, meridian: number): Degrees {
  const xi = north / (SCALE * RADIUS);
  const eta = (east - FALSE_EAST) / (SCALE * RADIUS);
  let [u, v] = [xi, eta];
  BETA.forEach((beta, i) => {
    const k = 2 * (i + 1);
    u -= beta * Math.sin(k * xi) * Math.cosh(k * eta);
    v -= beta * Math.cos(k * xi) * Math.sinh(k * eta);
  });
  const conformal = Math.asin(Math.sin(u) / Math.cosh(v));
  const lambda = Math.atan2(Math.sinh(v), Math.cos(u));
  const e = Math.sqrt(E2);
  const q = Math.atanh(Math.sin(conformal));
  let sine = Math.tanh(q);
  for (let i = 0; i < 8; i++) sine = Math.tanh(q + e * Math.atanh(e * sine));
  return [meridian + lambda / RADIAN, Math.asin(sine) / RADIAN];
}

/** The plane coordinates of a place of WGS 84, to far better than a centimetre. */
export const vn2000OfWgs84 = ([lon, lat]: Position, meridian: number): Plane => toPlane(ofCube(fromWgs84(toCube([lon, lat]))), meridian);

/** The place of WGS 84 that plane coordinates mean; null where they cannot be of Vietnam. */
export function wgs84OfVn2000(plane: Plane, meridian: number): Position | null {
  const { north, east } = plane;
  if (!(north > 0 && north < 3_000_000 && east > -600_000 && east < 1_600_000)) return null;
  return ofCube(toWgs84(toCube(ofPlane(plane, meridian))));
}
