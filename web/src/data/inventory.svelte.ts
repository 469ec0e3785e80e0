// What the app knows of the inventory beside the list: counts, points, labels, regions and the open site.
import { follow, getJson } from "../api/client";
import type { Collection, Facets, FacetValue, Feature, PointFacts, Region, Vocabularies } from "../api/contract";
import { facetsAddress, itemAddress, ITEMS_PATH, pointsAddress, regionAddress, vocabulariesAddress } from "../api/queries";
import type { AppState, ListFilter } from "../state/state";
import { Resource } from "./resource.svelte";

/** Every match, however many answers it takes. */
async function readAllPoints(url: string, signal: AbortSignal): Promise<Feature<PointFacts>[]> {
  const features: Feature<PointFacts>[] = [];
  for (let next: string | null = url; next; ) {
    const page: Collection<PointFacts> = await getJson(next, signal);
    features.push(...page.features);
    const link = page.links.find(({ rel }) => rel === "next");
    next = link ? follow(ITEMS_PATH, link.href) : null;
  }
  return features;
}

export type Choice = Pick<FacetValue, "value" | "label"> & { count: number | null };

class Inventory {
  facets = new Resource<Facets>();
  points = new Resource<Feature<PointFacts>[]>(readAllPoints);
  vocabularies = new Resource<Vocabularies>();
  site = new Resource<Feature>();
  regions = $state.raw<Readonly<Record<string, Region>>>({});
  #regionLang = "";
  #regionIds: string[] = [];

  loadCounts(state: AppState): void {
    void this.facets.load(facetsAddress(state.filters, state.lang));
  }

  loadPoints(state: AppState): void {
    void this.points.load(pointsAddress(state.filters, state.lang));
  }

  loadVocabularies(lang: string): void {
    void this.vocabularies.load(vocabulariesAddress(lang));
  }

  loadSite(id: string | null, lang: string): void {
    if (this.site.value?.id !== id) this.site.clear();
    if (id) void this.site.load(itemAddress(id, lang));
  }

  /** Learns the names of the chosen regions; one that the server refuses stays unnamed. */
  async loadRegions(ids: string[], lang: string): Promise<void> {
    const missing = lang === this.#regionLang ? ids.filter((id) => !this.regions[id]) : ids;
    [this.#regionIds, this.#regionLang] = [ids, lang];
    if (missing.length === 0) return;
    const found = await Promise.allSettled(missing.map((id) => getJson<Region>(regionAddress(id, lang))));
    if (lang !== this.#regionLang) return;
    const next = { ...this.regions };
    for (const answer of found) if (answer.status === "fulfilled") next[answer.value.id] = answer.value;
    this.regions = next;
  }

  /** Asks again for everything that could not be had. */
  retryFailed(): void {
    for (const part of [this.facets, this.points, this.vocabularies, this.site]) if (part.error) part.retry();
    void this.loadRegions(this.#regionIds, this.#regionLang);
  }

  /** The label of a code; the code itself while the labels are not known. */
  label(vocabulary: string, code: string): string {
    return this.vocabularies.value?.vocabularies[vocabulary]?.find((term) => term.code === code)?.label ?? code;
  }

  /** The choices of a filter; without counts while these are not known. */
  facet(key: ListFilter): Choice[] {
    const counted = this.facets.value?.facets.find((facet) => facet.key === key)?.values;
    return counted ?? (this.vocabularies.value?.vocabularies[key] ?? []).map(({ code, label }) => ({ value: code, label, count: null }));
  }

  /** What a chosen code is called, for chips and sentences. */
  nameOf(key: ListFilter, code: string): string {
    return key === "region" ? (this.regions[code]?.full_name ?? code) : this.label(key, code);
  }
}

export const inventory = new Inventory();
