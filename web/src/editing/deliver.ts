// Takes a draft to the server, and says in one of a few words what became of it.
import { RequestError } from "../api/client";
import type { Outcome, Proposal, ProposalList, Refusal, WriteAnswer, WriteState } from "../api/editing";
import { editItemAddress, exchange, isCut, type Message, newItemAddress, proposalAddress, refusalOf, type Sent, stepsAddress, worklistAddress } from "../api/sending";
import { type Draft, isNewSite, proposalOf } from "./drafts";
import { messageOf } from "./patch";

export type Delivery =
  | { kind: "done"; outcome: Outcome; site: string | null; proposal: number | null; findings: WriteAnswer["findings"] }
  /** The record changed since; what to do is a question to its author. */
  | { kind: "overtaken" }
  | { kind: "refused"; refusal: Refusal }
  /** Nobody is signed in any more. */
  | { kind: "signed-out" }
  /** No answer came: it may be sent again. */
  | { kind: "cut" }
  | { kind: "failed"; error: RequestError };

export interface Sender {
  lang: string;
  csrf: () => string;
  /** Asks for the session anew; false where nobody is signed in. */
  renew: () => Promise<boolean>;
}

/** Sends what belongs to a session; a token that is old by now is renewed once. */
export async function sendSigned<T>(message: Message, sender: Sender): Promise<Sent<T>> {
  try {
    return await exchange<T>({ ...message, csrf: sender.csrf() });
  } catch (cause) {
    if (refusalOf(cause)?.code !== "csrf" || !(await sender.renew())) throw cause;
    return exchange<T>({ ...message, csrf: sender.csrf() });
  }
}

/** What a failure of something that was sent means. */
export function failureOf(cause: unknown): Delivery {
  const refusal = refusalOf(cause);
  if (isCut(cause)) return { kind: "cut" };
  if (refusal?.status === 401) return { kind: "signed-out" };
  if (refusal?.status === 412 || refusal?.status === 409) return { kind: "overtaken" };
  if (refusal?.status === 422) return { kind: "refused", refusal };
  return { kind: "failed", error: cause instanceof RequestError ? cause : new RequestError(null) };
}

/** Sends a draft, to be taken as far as `state`. */
export async function deliver(draft: Draft, state: WriteState, sender: Sender): Promise<Delivery> {
  try {
    if (draft.attemptedAt && isNewSite(draft.target)) {
      const arrived = await arrivedAlready(draft, draft.attemptedAt, sender.lang);
      if (arrived !== null) return { kind: "done", outcome: "proposed", site: null, proposal: arrived, findings: [] };
    }
    const number = proposalOf(draft.target);
    if (number !== null) return await rewrite(draft, number, state, sender);
    const query = { state, lang: sender.lang };
    const body = messageOf(draft.base, draft.values, draft.reason);
    const message: Message = isNewSite(draft.target)
      ? { method: "POST", url: newItemAddress(query), body }
      : { method: "PATCH", url: editItemAddress(draft.target, query), body, match: draft.etag };
    const { value } = await sendSigned<WriteAnswer>(message, sender);
    return { kind: "done", outcome: value.outcome, site: value.id, proposal: numberOf(value.proposal), findings: value.findings };
  } catch (cause) {
    return failureOf(cause);
  }
}

const numberOf = (proposal: WriteAnswer["proposal"]): number | null => (typeof proposal === "object" ? (proposal?.id ?? null) : proposal);

/** Writes a proposal on; its own reviewer publishes by accepting it. */
async function rewrite(draft: Draft, id: number, state: WriteState, sender: Sender): Promise<Delivery> {
  const { lang } = sender;
  const query = { state: state === "published" ? "in_review" : state, lang };
  const body = messageOf(draft.base, draft.values, draft.reason);
  const written = await sendSigned<Partial<Proposal & WriteAnswer>>({ method: "PATCH", url: proposalAddress(id, query), body, match: draft.etag }, sender);
  const done = { kind: "done", proposal: id, findings: written.value.findings ?? [] } as const;
  if (state !== "published") return { ...done, outcome: "proposed", site: written.value.site ?? null };
  const accepted = await sendSigned<Proposal>({ method: "POST", url: stepsAddress(id, lang), body: { step: "accept" }, match: written.etag }, sender);
  return { ...done, outcome: "published", site: accepted.value.site };
}

/** The clock of a phone may be so far ahead of the server's. */
const CLOCK_MS = 600_000;

/** The proposal that an unanswered message of a new site has made, if it arrived. */
async function arrivedAlready(draft: Draft, since: string, lang: string): Promise<number | null> {
  const url = worklistAddress({ state: null, region: [], mine: true, waiting: null }, lang);
  const { value } = await exchange<ProposalList>({ method: "GET", url });
  const name = draft.values.name.trim();
  const found = value.proposals.find((proposal) => proposal.site === null && proposal.name === name && Date.parse(proposal.created_at) >= Date.parse(since) - CLOCK_MS);
  return found?.id ?? null;
}
