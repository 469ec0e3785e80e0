// What waits for the signed-in person: the number of open proposals, and what this browser keeps unsent.
import { readWorklist, worklistAddress } from "../api/sending";
import type { ProposalList } from "../api/editing";
import { deliver, type Delivery, type Sender } from "../editing/deliver";
import { type Draft, DraftBox } from "../editing/drafts";
import { atlas } from "../state/atlas.svelte";
import { inventory } from "./inventory.svelte";
import { Resource } from "./resource.svelte";
import { results } from "./results.svelte";
import { session } from "./session.svelte";

/** Where this browser keeps things; a browser may forbid it. */
export function storage(): Storage | null {
  try {
    return localStorage;
  } catch {
    return null;
  }
}

class Work {
  count = new Resource<ProposalList>(readWorklist);
  /** The drafts of this browser; read again whenever one is written. */
  drafts = $state.raw<Draft[]>([]);
  /** What has just been done, to be said where the page went on. */
  said = $state("");
  #sending = false;

  get box(): DraftBox {
    return new DraftBox(storage(), session.account?.username ?? "");
  }

  readonly sender: Sender = {
    get lang() {
      return atlas.state.lang;
    },
    csrf: () => session.csrf,
    renew: async () => (await session.ask()) !== null,
  };

  /** Counts what is open; of reviewers what waits for them, of others what is theirs. */
  loadCount(): void {
    const isReviewer = session.may("review");
    void this.count.load(worklistAddress({ state: isReviewer ? "in_review" : null, region: [], mine: !isReviewer, waiting: null }, atlas.state.lang));
  }

  readDrafts(): void {
    this.drafts = this.box.list();
  }

  /** After something of the inventory or of the proposals has changed. */
  settled(delivery: Delivery): void {
    if (delivery.kind !== "done") return;
    if (delivery.outcome === "published") {
      results.load(atlas.state);
      inventory.renew(atlas.state);
    }
    this.loadCount();
  }

  /** Sends what waits for a connection; what the server does not take waits for its author. */
  async sendQueued(except: string | null): Promise<void> {
    if (this.#sending || !session.account || !navigator.onLine) return;
    this.#sending = true;
    const { box } = this;
    for (const draft of box.list().filter(({ queued, target }) => queued && target !== except)) {
      const delivery = await deliver(draft, draft.queued ?? "in_review", this.sender);
      if (delivery.kind === "cut" || delivery.kind === "signed-out") break;
      if (delivery.kind === "done") box.remove(draft.target);
      else box.write({ ...draft, queued: null });
      this.settled(delivery);
    }
    this.#sending = false;
    this.readDrafts();
  }
}

export const work = new Work();
