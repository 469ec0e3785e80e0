// What the app knows of the inventory beside the list: counts, labels, regions and the open site.
import { getJson } from "../api/client";
import type { Accuracy, Facets, FacetValue, Feature, Region, Vocabularies } from "../api/contract";
import { facetsAddress, itemAddress, regionAddress, vocabulariesAddress } from "../api/queries";
import { gradeOf } from "../map/symbols";
import type { AppState, ListFilter } from "../state/state";
import { Resource } from "./resource.svelte";

export type Choice = Pick<FacetValue, "value" | "label"> & { count: number | null };

class Inventory {
  facets = new Resource<Facets>();
  vocabularies = new Resource<Vocabularies>();
  site = new Resource<Feature>();
  regions = $state.raw<Readonly<Record<string, Region>>>({});
  /** Grows when somebody here has published a change. */
  edition = $state(0);
  #regionLang = "";
  #regionIds: string[] = [];

  loadCounts(state: AppState): void {
    void this.facets.load(facetsAddress(state.filters, state.lang));
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

  /** A change was published: everything shown of the inventory is asked for anew. */
  renew(state: AppState): void {
    this.edition += 1;
    this.loadCounts(state);
    if (state.site) void this.site.load(itemAddress(state.site, state.lang));
  }

  /** Asks again for everything that could not be had. */
  retryFailed(): void {
    for (const part of [this.facets, this.vocabularies, this.site]) if (part.error) part.retry();
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

  /** How many matches are placed no closer than their district, and how many have no place at all. */
  get rough(): { roughly: number; unplaced: number } {
    const counted = this.facets.value;
    const values = counted?.facets.find((facet) => facet.key === "position_accuracy")?.values;
    if (!counted || !values) return { roughly: 0, unplaced: 0 };
    const sum = (some: typeof values) => some.reduce((all, { count }) => all + count, 0);
    const roughly = sum(values.filter(({ value }) => gradeOf(value as Accuracy) === "district"));
    return { roughly, unplaced: counted.numberMatched - sum(values) };
  }

  /** What a chosen code is called, for chips and sentences. */
  nameOf(key: ListFilter, code: string): string {
    return key === "region" ? (this.regions[code]?.full_name ?? code) : this.label(key, code);
  }
}

export const inventory = new Inventory();
