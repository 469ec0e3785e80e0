// One form that is being written: loaded, kept in this browser, checked while typing pauses, sent, and joined with what others did.
import { RequestError } from "../api/client";
import type { Finding, Proposal, RecordFeature, Refusal, SiteRecord, WriteAnswer, WriteState } from "../api/editing";
import type { Position } from "../api/contract";
import { editItemAddress, exchange, newItemAddress, proposalAddress, recordAddress, refusalOf } from "../api/sending";
import { moment } from "../editing/moment";
import { deliver, type Delivery, failureOf, sendSigned } from "../editing/deliver";
import { type Draft, type DraftBox, isNewSite, proposalOf } from "../editing/drafts";
import { emptyForm, formOf, type FormValues, unreadable } from "../editing/form";
import { type Choice, type Meeting, meetings, merged } from "../editing/merge";
import { changedFields, messageOf } from "../editing/patch";
import { atlas } from "../state/atlas.svelte";
import { session } from "./session.svelte";
import { work } from "./work.svelte";

export type WritingNotice = "cut" | "signed-out" | "signed-in-again" | "refused" | "unreadable" | "failed" | null;

const CHECK_MS = 900;
const KEEP_MS = 300;

export class Writing {
  phase = $state<"loading" | "ready" | "signed-out" | "failed">("loading");
  error = $state.raw<RequestError | null>(null);
  values = $state<FormValues>(emptyForm());
  reason = $state("");
  /** The record that the form changes; null for a new site. */
  base = $state.raw<RecordFeature | null>(null);
  may = $state.raw<string[]>([]);
  restoredAt = $state<string | null>(null);
  keptAt = $state<string | null>(null);
  isKept = $state(true);
  findings = $state.raw<Finding[] | null>(null);
  checking = $state(false);
  sending = $state<WriteState | "withdraw" | null>(null);
  notice = $state<WritingNotice>(null);
  refusal = $state.raw<Refusal | null>(null);
  /** What others made of the record meanwhile. */
  theirs = $state.raw<{ feature: RecordFeature; etag: string } | null>(null);
  changed = $derived(changedFields(this.base, this.values));
  isDirty = $derived(this.changed.length > 0 || this.reason.trim() !== "");
  unreadable = $derived(unreadable(this.values));

  readonly target: string;
  readonly #onsent: (delivery: Extract<Delivery, { kind: "done" }>) => void;
  #etag = "";
  #user = "";
  #box: DraftBox | null = null;
  #queued: WriteState | null = null;
  #attemptedAt: string | null = null;
  /** The record as it is, on which checks are made; a proposal is a change to it. */
  #record: { feature: RecordFeature; etag: string } | null = null;
  #keeping: ReturnType<typeof setTimeout> | undefined;
  #waiting: ReturnType<typeof setTimeout> | undefined;
  #round = 0;

  constructor(target: string, onsent: (delivery: Extract<Delivery, { kind: "done" }>) => void) {
    this.target = target;
    this.#onsent = onsent;
  }

  /** Whose form it is. */
  get user(): string {
    return this.#user;
  }

  get isNew(): boolean {
    return isNewSite(this.target);
  }

  get proposal(): number | null {
    return proposalOf(this.target);
  }

  /** Opens the form: what was kept in this browser first, else the record as the server has it. */
  async load(at: Position | null): Promise<void> {
    this.phase = "loading";
    const account = session.account ?? (await session.ask());
    if (!account) {
      this.phase = "signed-out";
      return;
    }
    this.#user = account.username;
    this.#box = work.box;
    let draft = this.#box.read(this.target);
    if (draft?.queued && this.target === "new") {
      this.#box.setAside(draft, Date.now());
      draft = null;
      work.readDrafts();
    }
    try {
      await this.#read(draft);
    } catch (cause) {
      // Without the server a kept form can still be written on.
      if (!draft) {
        this.error = cause instanceof RequestError ? cause : new RequestError(null);
        this.phase = "failed";
        return;
      }
      this.may = account.actions;
    }
    if (draft) this.#restore(draft);
    if (at && this.isNew) this.values.point = at;
    this.phase = "ready";
  }

  async #read(draft: Draft | null): Promise<void> {
    const { lang } = atlas.state;
    if (this.isNew) {
      this.may = session.account?.actions ?? [];
      return;
    }
    const number = this.proposal;
    if (number === null) {
      const { value, etag } = await exchange<SiteRecord>({ method: "GET", url: recordAddress(this.target, lang) });
      this.#record = { feature: value.feature, etag };
      this.may = value.may;
      if (!draft) this.#begin(value.feature, etag);
      return;
    }
    const { value, etag } = await exchange<Proposal>({ method: "GET", url: proposalAddress(number, { lang }) });
    this.may = [...value.may, ...(value.may.includes("accept") ? ["review"] : []), ...(value.may.includes("rewrite") ? ["draft"] : [])];
    if (value.site) {
      const record = await exchange<SiteRecord>({ method: "GET", url: recordAddress(value.site, lang) });
      this.#record = { feature: record.value.feature, etag: record.etag };
    }
    if (!draft) {
      this.#begin(value.after, etag);
      this.reason = value.reason ?? "";
    }
  }

  #begin(feature: RecordFeature, etag: string): void {
    this.base = feature;
    this.#etag = etag;
    this.values = formOf(feature);
  }

  #restore(draft: Draft): void {
    this.base = draft.base;
    this.#etag = draft.etag;
    this.values = draft.values;
    this.reason = draft.reason;
    this.#queued = draft.queued;
    this.#attemptedAt = draft.attemptedAt;
    this.restoredAt = draft.savedAt;
    if (draft.queued) this.notice = "cut";
  }

  /** Everything typed is thrown away, and the form stands as the server has it. */
  async restart(): Promise<void> {
    this.discard();
    this.values = emptyForm();
    this.base = null;
    this.reason = "";
    this.findings = null;
    this.restoredAt = null;
    this.notice = null;
    await this.load(null);
  }

  discard(): void {
    this.#queued = null;
    this.#attemptedAt = null;
    clearTimeout(this.#keeping);
    this.#box?.remove(this.target);
    work.readDrafts();
  }

  /** Something was typed: it is kept at once, and looked at when typing pauses. */
  touched(): void {
    if (this.phase !== "ready") return;
    clearTimeout(this.#keeping);
    clearTimeout(this.#waiting);
    this.#keeping = setTimeout(() => this.keep(), KEEP_MS);
    this.#waiting = setTimeout(() => void this.check(), CHECK_MS);
  }

  #draft(): Draft {
    return {
      version: 1,
      target: this.target,
      base: this.base,
      etag: this.#etag,
      values: $state.snapshot(this.values),
      reason: this.reason,
      savedAt: moment(Date.now()),
      queued: this.#queued,
      attemptedAt: this.#attemptedAt,
    };
  }

  keep(): void {
    clearTimeout(this.#keeping);
    if (this.phase !== "ready" || !this.#box) return;
    if (!this.isDirty) {
      this.#box.remove(this.target);
      this.keptAt = null;
    } else {
      const draft = this.#draft();
      this.isKept = this.#box.write(draft);
      this.keptAt = this.isKept ? draft.savedAt : null;
    }
    work.readDrafts();
  }

  stop(): void {
    clearTimeout(this.#keeping);
    clearTimeout(this.#waiting);
    this.#round += 1;
  }

  /** Asks what would be found wrong; nothing is written. */
  async check(): Promise<void> {
    clearTimeout(this.#waiting);
    if (this.sending || this.unreadable.length || this.values.name.trim() === "" || this.changed.length === 0) return;
    const round = (this.#round += 1);
    this.checking = true;
    const record = this.#record;
    const query = { check: "true", lang: atlas.state.lang };
    const body = messageOf(record?.feature ?? null, $state.snapshot(this.values), this.reason);
    try {
      const site = record?.feature.id ?? this.target;
      const message = record
        ? ({ method: "PATCH", url: editItemAddress(site, query), body, match: record.etag } as const)
        : ({ method: "POST", url: newItemAddress(query), body } as const);
      const { value } = await sendSigned<WriteAnswer>(message, work.sender);
      if (round === this.#round) this.findings = value.findings;
    } catch (cause) {
      const refusal = refusalOf(cause);
      if (round !== this.#round) return;
      if (refusal?.findings) this.findings = refusal.findings;
      else if (refusal?.status === 401) this.notice = "signed-out";
    } finally {
      if (round === this.#round) this.checking = false;
    }
  }

  async send(state: WriteState): Promise<void> {
    if (this.sending) return;
    if (this.unreadable.length) {
      this.notice = "unreadable";
      return;
    }
    this.stop();
    this.sending = state;
    this.notice = null;
    this.refusal = null;
    const draft = this.#draft();
    this.#attemptedAt = this.isNew ? (this.#attemptedAt ?? draft.savedAt) : null;
    this.keep();
    await this.#settle(await deliver(draft, state, work.sender), state);
    this.sending = null;
  }

  async #settle(delivery: Delivery, state: WriteState): Promise<void> {
    this.#queued = delivery.kind === "cut" ? state : null;
    switch (delivery.kind) {
      case "done":
        this.discard();
        work.settled(delivery);
        this.#onsent(delivery);
        return;
      case "cut":
        this.notice = "cut";
        this.keep();
        return;
      case "signed-out":
        this.notice = "signed-out";
        return;
      case "refused":
        this.#attemptedAt = null;
        this.notice = "refused";
        this.refusal = delivery.refusal;
        this.findings = delivery.refusal.findings ?? this.findings;
        return;
      case "overtaken":
        await this.#meet(state);
        return;
      case "failed":
        this.#attemptedAt = null;
        this.notice = "failed";
        this.refusal = refusalOf(delivery.error);
    }
  }

  /** The record changed meanwhile: reads it anew, and asks the author only where that is a question. */
  async #meet(state: WriteState): Promise<void> {
    const before = $state.snapshot(this.values);
    try {
      const { lang } = atlas.state;
      const number = this.proposal;
      const theirs =
        number === null
          ? await exchange<SiteRecord>({ method: "GET", url: recordAddress(this.target, lang) }).then(({ value, etag }) => ({ feature: value.feature, etag }))
          : await exchange<Proposal>({ method: "GET", url: proposalAddress(number, { lang }) }).then(({ value, etag }) => ({ feature: value.after, etag }));
      if (number === null) this.#record = theirs;
      const isSameAsBefore = meetings(formOf(this.base), before, formOf(theirs.feature)).length === 0;
      if (isSameAsBefore && theirs.etag !== this.#etag) {
        this.#etag = theirs.etag;
        this.base = theirs.feature;
        await this.#settle(await deliver(this.#draft(), state, work.sender), state);
      } else this.theirs = theirs;
    } catch (cause) {
      const failure = failureOf(cause);
      this.notice = failure.kind === "cut" || failure.kind === "signed-out" ? failure.kind : "failed";
    }
  }

  get meetings(): Meeting[] {
    return this.theirs ? meetings(formOf(this.base), $state.snapshot(this.values), formOf(this.theirs.feature)) : [];
  }

  /** Joins both; the form then stands on the record as it is now. */
  join(choices: Readonly<Record<string, Choice>>): void {
    if (!this.theirs) return;
    const { feature, etag } = this.theirs;
    this.values = merged(formOf(this.base), $state.snapshot(this.values), formOf(feature), choices);
    this.base = feature;
    this.#etag = etag;
    this.theirs = null;
    this.keep();
    void this.check();
  }

  /** Takes the site out of the inventory. */
  async withdraw(): Promise<void> {
    if (this.sending || !this.base) return;
    this.sending = "withdraw";
    this.notice = null;
    const query = { reason: this.reason.trim(), lang: atlas.state.lang };
    try {
      const { value } = await sendSigned<WriteAnswer | null>({ method: "DELETE", url: editItemAddress(this.target, query), match: this.#etag }, work.sender);
      const outcome = value?.outcome ?? "published";
      const proposal = typeof value?.proposal === "object" ? (value.proposal?.id ?? null) : (value?.proposal ?? null);
      await this.#settle({ kind: "done", outcome, site: outcome === "published" ? null : this.target, proposal, findings: [] }, "published");
    } catch (cause) {
      const failure = failureOf(cause);
      if (failure.kind === "cut") this.notice = "failed";
      else await this.#settle(failure, "published");
    }
    this.sending = null;
  }

  /** The author comes back to the page, perhaps from signing in. */
  async returned(): Promise<void> {
    if (this.notice !== "signed-out") return;
    const account = await session.ask();
    if (account?.username === this.#user) this.notice = "signed-in-again";
  }

  /** The network is back. */
  online(): void {
    if (this.notice === "cut" && this.#queued) void this.send(this.#queued);
    else if (this.phase === "failed") void this.load(null);
  }
}
