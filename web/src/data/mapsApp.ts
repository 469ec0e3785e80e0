// The address that opens a place in the map app of a phone.
import type { Position } from "../api/contract";

/** iPhones do not know `geo:` addresses, but hand those of Apple Maps to their map app. */
export function mapsAppAddress([lon, lat]: Position, name: string, userAgent: string): string {
  const label = encodeURIComponent(name).replaceAll("(", "%28").replaceAll(")", "%29");
  if (/iPhone|iPad|Macintosh/.test(userAgent)) return `https://maps.apple.com/?ll=${lat},${lon}&q=${label}`;
  return `geo:${lat},${lon}?q=${lat},${lon}(${label})`;
}
