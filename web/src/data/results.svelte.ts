// The list of results: the first page, and further pages on demand.
import { follow, getJson, isAbort, RequestError } from "../api/client";
import type { Collection, Feature } from "../api/contract";
import { ITEMS_PATH, itemsAddress, NEAREST_MOST, nearestAddress, PAGE } from "../api/queries";
import type { AppState } from "../state/state";
import { Resource } from "./resource.svelte";

class Results {
  first = new Resource<Collection>();
  loadingMore = $state(false);
  moreError = $state.raw<RequestError | null>(null);
  #near = $state(false);
  #more = $state.raw<{ of: Collection; features: Feature[]; next: string | null } | null>(null);

  /** Further pages count only while they continue the first page that is shown. */
  #tail = $derived(this.#more?.of === this.first.value ? this.#more : null);
  features = $derived<Feature[]>([...(this.first.value?.features ?? []), ...(this.#tail?.features ?? [])]);
  total = $derived(this.first.value?.numberMatched ?? 0);
  #next = $derived(this.#tail ? this.#tail.next : nextOf(this.first.value));
  hasMore = $derived(this.#next !== null || (this.#near && this.features.length < Math.min(this.total, NEAREST_MOST)));
  #nearCount = PAGE;
  #state: AppState | null = null;

  load(state: AppState): void {
    this.#state = state;
    this.#near = state.sort === "near" && state.near !== null;
    this.#nearCount = PAGE;
    this.moreError = null;
    void this.first.load(this.#near && state.near ? nearestAddress(state, state.near, PAGE) : itemsAddress(state));
  }

  /** Adds the next page; a list by nearness is asked for again with more places. */
  async more(): Promise<void> {
    const first = this.first.value;
    const state = this.#state;
    if (!first || !state || this.loadingMore) return;
    this.loadingMore = true;
    this.moreError = null;
    try {
      if (this.#near && state.near) {
        const k = Math.min(this.#nearCount + PAGE, NEAREST_MOST);
        const page = await getJson<Collection>(nearestAddress(state, state.near, k));
        this.#nearCount = k;
        if (this.first.value === first) this.#more = { of: first, features: page.features.slice(first.features.length), next: null };
      } else if (this.#next) {
        const page = await getJson<Collection>(follow(ITEMS_PATH, this.#next));
        if (this.first.value === first) {
          this.#more = { of: first, features: [...(this.#tail?.features ?? []), ...page.features], next: nextOf(page) };
        }
      }
    } catch (cause) {
      if (this.first.value === first && !isAbort(cause)) this.moreError = cause instanceof RequestError ? cause : new RequestError(null);
    }
    this.loadingMore = false;
  }
}

function nextOf(page: Collection | null): string | null {
  return page?.links.find((link) => link.rel === "next")?.href ?? null;
}

export const results = new Results();
