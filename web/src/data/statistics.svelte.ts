// The numbers by region: for the table, for the colours of the map, and for the one region that is open.
import type { Gaps, RegionLife, Statistics } from "../api/statistics";
import { gapsAddress, listsAll, statisticsAddress, unitAddress } from "../api/statisticsQueries";
import { regionAddress } from "../api/queries";
import { countScheme, coverageScheme, gapScheme, type Scheme } from "../map/scheme";
import { atlas } from "../state/atlas.svelte";
import type { AppState } from "../state/state";
import { Resource } from "./resource.svelte";

const parameters = (address: string) => new Map(address.replace(/^[^?]*\??/, "").split("&").map((part) => part.split("=", 2) as [string, string]));

/** Whether an answer is about the same units as a question, if not under the same filters. */
export function sameUnits(source: string, address: string): boolean {
  if (!source) return false;
  const [is, asked] = [parameters(source), parameters(address)];
  return ["by", "level", "at", "max_km", "lang"].every((key) => is.get(key) === asked.get(key));
}

/** Gaps name only themselves; which other communes a region filter leaves is known from the numbers. */
const filtersCommunes = ({ layer, level, filters }: AppState) => layer === "gaps" && level === "commune" && filters.region.length > 0;

class StatisticsData {
  numbers = new Resource<Statistics>();
  gaps = new Resource<Gaps>();
  unit = new Resource<Statistics>();
  life = new Resource<RegionLife>();

  /** The numbers of the units that are shown just now; while others are on their way, none. */
  current = $derived(sameUnits(this.numbers.source, statisticsAddress(atlas.state)) ? this.numbers.value : null);
  currentGaps = $derived(sameUnits(this.gaps.source, gapsAddress(atlas.state)) ? this.gaps.value : null);
  scheme = $derived.by((): Scheme | null => {
    const words = { text: atlas.text, format: atlas.format };
    const { layer } = atlas.state;
    if (layer === "gaps") {
      const inside = filtersCommunes(atlas.state) ? new Set(this.current?.rows.flatMap(({ id }) => id ?? [])) : null;
      return this.currentGaps && gapScheme(this.currentGaps, inside, words);
    }
    if (!this.current || layer === "none") return null;
    return (layer === "coverage" ? coverageScheme : countScheme)(this.current, listsAll(atlas.state), words);
  });
  failed = $derived(atlas.state.layer === "gaps" ? this.gaps.error : this.numbers.error);

  load(state: AppState): void {
    if (state.layer === "gaps") this.gaps.ask(gapsAddress(state));
    if (state.layer !== "gaps" || filtersCommunes(state)) this.numbers.ask(statisticsAddress(state));
  }

  loadUnit(id: string, state: AppState): void {
    this.unit.ask(unitAddress(id, state));
    this.life.ask(regionAddress(id, state.lang));
  }

  retry(): void {
    for (const part of [this.numbers, this.gaps, this.unit, this.life]) if (part.error) part.retry();
  }
}

export const statistics = new StatisticsData();
