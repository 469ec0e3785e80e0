// Forms half filled, kept in this browser until they are sent or thrown away: one per person and site.
import type { RecordFeature, WriteState } from "../api/editing";
import { emptyForm, type FormValues } from "./form";

export interface Draft {
  version: 1;
  /** A site, `new`, `new-…` for new sites that wait, or `p-` and the number of a proposal. */
  target: string;
  /** The record that was changed, and its ETag; null for a new site. */
  base: RecordFeature | null;
  etag: string;
  values: FormValues;
  reason: string;
  savedAt: string;
  /** How far it is to be taken as soon as the server can be reached; null while it is being written. */
  queued: WriteState | null;
  /** When it was first sent without an answer: it may have arrived. */
  attemptedAt: string | null;
}

export type DraftStorage = Pick<Storage, "getItem" | "setItem" | "removeItem" | "key" | "length">;

/** No username has a slash. */
const PREFIX = "agriatlas.draft/";

export class DraftBox {
  readonly #storage: DraftStorage | null;
  readonly #prefix: string;

  constructor(storage: DraftStorage | null, user: string) {
    this.#storage = storage;
    this.#prefix = `${PREFIX}${encodeURIComponent(user)}/`;
  }

  read(target: string): Draft | null {
    try {
      return parsed(this.#storage?.getItem(this.#prefix + target) ?? null);
    } catch {
      return null;
    }
  }

  /** Keeps a draft; false where the browser keeps nothing or has no room left. */
  write(draft: Draft): boolean {
    try {
      this.#storage?.setItem(this.#prefix + draft.target, JSON.stringify(draft));
      return this.#storage !== null;
    } catch {
      return false;
    }
  }

  remove(target: string): void {
    try {
      this.#storage?.removeItem(this.#prefix + target);
    } catch {
      // What could not be kept need not be removed.
    }
  }

  /** Every draft of this person, the one written last first. */
  list(): Draft[] {
    const drafts: Draft[] = [];
    try {
      for (let i = 0; i < (this.#storage?.length ?? 0); i++) {
        const key = this.#storage?.key(i);
        const draft = key?.startsWith(this.#prefix) ? parsed(this.#storage?.getItem(key) ?? null) : null;
        if (draft) drafts.push(draft);
      }
    } catch {
      return drafts;
    }
    return drafts.sort((a, b) => b.savedAt.localeCompare(a.savedAt));
  }

  /** A waiting new site makes room for the next one; the target under which it now waits. */
  setAside(draft: Draft, now: number): Draft {
    if (draft.target !== "new") return draft;
    const aside = { ...draft, target: `new-${now.toString(36)}` };
    if (this.write(aside)) this.remove("new");
    return aside;
  }
}

/** A draft out of its text; what was written by another version of the app, or by nobody, is none. */
function parsed(text: string | null): Draft | null {
  if (!text) return null;
  try {
    const draft = JSON.parse(text) as Partial<Draft>;
    if (draft.version !== 1 || typeof draft.target !== "string" || typeof draft.values !== "object") return null;
    return {
      version: 1,
      target: draft.target,
      base: draft.base ?? null,
      etag: draft.etag ?? "",
      values: { ...emptyForm(), ...draft.values },
      reason: draft.reason ?? "",
      savedAt: draft.savedAt ?? "",
      queued: draft.queued ?? null,
      attemptedAt: draft.attemptedAt ?? null,
    };
  } catch {
    return null;
  }
}

/** The number of the proposal that a target means. */
export const proposalOf = (target: string): number | null => (target.startsWith("p-") ? Number(target.slice(2)) : null);
export const isNewSite = (target: string): boolean => target === "new" || target.startsWith("new-");
