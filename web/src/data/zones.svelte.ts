// The 3° zones of VN-2000 that the filtered regions, or the place the map shows, are surveyed in.
import { getJson } from "../api/client";
import type { LocatedPlace, Vn2000 } from "../api/statistics";
import { locateAddress } from "../api/statisticsQueries";
import { atlas } from "../state/atlas.svelte";
import { inventory } from "./inventory.svelte";

/** From here on the map shows about one province. */
const PROVINCE_ZOOM = 8;
/** More regions than anybody wants one file of in one zone. */
const MOST_REGIONS = 4;

/** The places whose zones are of use: the filtered regions, or else what the map shows. */
function places(): { lon: number; lat: number }[] {
  const { filters, view } = atlas.state;
  const centres = filters.region.slice(0, MOST_REGIONS).flatMap((id) => inventory.regions[id]?.centre ?? []);
  return centres.length === 0 && view && view.zoom >= PROVINCE_ZOOM ? [view] : centres;
}

export class Zones {
  found = $state.raw<Vn2000[]>([]);

  /** Asks for the zones; one that cannot be had is not offered. */
  async load(): Promise<void> {
    const asked = places().map(({ lon, lat }) => getJson<LocatedPlace>(locateAddress(lon, lat, atlas.state.lang)));
    const answers = await Promise.allSettled(asked);
    const zones = answers.flatMap((answer) => (answer.status === "fulfilled" ? (answer.value.vn2000 ?? []) : []));
    this.found = zones.filter(({ epsg }, i) => zones.findIndex((zone) => zone.epsg === epsg) === i);
  }
}
