// Holds the one state, keeps the address of the page equal to it, and gives the words in its language.
import { createFormat } from "../i18n/format";
import { en } from "../i18n/en";
import { vi } from "../i18n/vi";
import { type AppState, type Filters, type Near, emptyFilters, initialState, settled } from "./state";
import { formatState, parseState, type Rejected } from "./url";

const LANGUAGES = { vi, en };

class Atlas {
  state = $state.raw<AppState>(initialState());
  /** Parts of the address that were not understood. */
  rejected = $state.raw<Rejected[]>([]);
  /** Grows when the user goes back or forward, so that the map can follow. */
  travels = $state(0);
  /** Whatever is being written may hold a change of the page back until its author has decided; it then goes on by `proceed`. */
  holdBack: ((proceed: () => void) => boolean) | null = null;
  text = $derived(LANGUAGES[this.state.lang]);
  format = $derived(createFormat(this.state.lang, this.text));

  /** Reads the address now and whenever the user goes back or forward. */
  start(): void {
    this.#read();
    addEventListener("popstate", () => {
      const { edit } = parseState(location.search).state;
      const go = () => {
        this.#read();
        this.travels += 1;
      };
      const wanted = location.href;
      if (edit === this.state.edit || !this.holdBack?.(() => (history.replaceState(null, "", wanted), go()))) go();
      else history.pushState(null, "", `${location.pathname}${formatState(this.state)}`);
    });
  }

  #read(): void {
    const { state, rejected } = parseState(location.search);
    this.state = state;
    this.rejected = rejected;
  }

  /** Changes the state; "replace" is for changes that going back should skip, such as moving the map. */
  change(patch: Partial<AppState>, how: "push" | "replace" = "push"): void {
    if (this.#leaves(patch)) {
      const left = { edit: null, ...patch };
      if (this.holdBack?.(() => this.change(left, how))) return;
      patch = left;
    }
    this.state = settled({ ...this.state, ...patch });
    const search = formatState(this.state);
    if (search === location.search) return;
    const url = `${location.pathname}${search}`;
    if (how === "push") history.pushState(null, "", url);
    else history.replaceState(null, "", url);
  }

  /** Whether a change takes the place of the form that is open. */
  #leaves(patch: Partial<AppState>): boolean {
    const { edit } = this.state;
    if (edit === null) return false;
    return (patch.edit !== undefined && patch.edit !== edit) || Boolean(patch.site ?? patch.unit ?? patch.proposal) || patch.pane === "work" || patch.pane === "stats" || patch.pane === "imports";
  }

  filter(patch: Partial<Filters>): void {
    this.change({ filters: { ...this.state.filters, ...patch } });
  }

  clearFilters(): void {
    this.change({ filters: emptyFilters() });
  }

  measureFrom(near: Near): void {
    this.change({ near, sort: "near" });
  }

  stopMeasuring(): void {
    this.change({ near: null, sort: this.state.sort === "near" ? "name" : this.state.sort });
  }

  forgetRejected(): void {
    this.rejected = [];
    history.replaceState(null, "", `${location.pathname}${formatState(this.state)}`);
  }
}

export const atlas = new Atlas();
