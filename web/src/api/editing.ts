// The answers of the server on records, proposals and history, in the shapes of `docs/editing.md`.
import type { Accuracy, Kind, Position, Problem, Sector, Source } from "./contract";

/** What somebody may do, as `/api/session` and records say it. */
export type Right = "read_history" | "draft" | "read_drafts" | "edit" | "review";

export interface Account {
  username: string;
  display_name: string;
  grants: { role: string; region: string | null; label: string }[];
  actions: string[];
}

export interface SessionAnswer {
  account: Account | null;
  csrf_token: string | null;
  expires_at: string | null;
}

export interface Address {
  province: string | null;
  district: string | null;
  commune: string | null;
}

/** The facts of a record that can be changed. */
export interface RecordFacts {
  name: string;
  kind: Kind;
  sector: Sector;
  subsector: string | null;
  technologies: string[];
  certifications: string[];
  area_ha: number | null;
  herd_size: number | null;
  members: number | null;
  established_year: number | null;
  revenue_vnd_per_year: number | null;
  status: string;
  position_accuracy: Accuracy | null;
  address: Address;
  operator_id: string | null;
  abstract: string | null;
  sources: Source[];
  confidence: "high" | "medium" | "low" | null;
  verified_on: string | null;
  /** How exactly the public may know the place. */
  public_precision: "exact" | "commune" | "hidden";
  /** Whose the site is. */
  holder: "organisation" | "household" | null;
}

export interface RecordFeature {
  type: "Feature";
  id?: string;
  geometry: { type: "Point"; coordinates: Position } | null;
  properties: RecordFacts;
}

export interface ProposalMark {
  id: number;
  version: number;
  state: ProposalState;
  author: string;
  changed_at: string;
  fields: string[];
}

export interface SiteRecord {
  id: string;
  revision: number;
  status: string;
  updated_at: string;
  feature: RecordFeature;
  may: string[];
  proposals: ProposalMark[];
}

export interface FieldChange {
  field: string;
  label: string;
  before: unknown;
  after: unknown;
}

export interface HistoryEntry {
  sequence: number;
  revision: number;
  batch: string | number | null;
  operation: string;
  author: string;
  reviewer: string | null;
  reason: string | null;
  changed_at: string;
  fields: FieldChange[];
}

export interface Finding {
  property: string | null;
  code: string;
  severity: "refused" | "warning" | "note";
  message: string;
  value: string | null;
}

export type Outcome = "published" | "proposed" | "unchanged" | "checked";

export interface WriteAnswer {
  outcome: Outcome;
  id: string | null;
  revision: number | null;
  proposal: number | { id: number } | null;
  findings: Finding[];
}

export const PROPOSAL_STATES = ["draft", "in_review", "returned", "accepted", "abandoned"] as const;
export type ProposalState = (typeof PROPOSAL_STATES)[number];
/** How far a change is to be taken. */
export type WriteState = "draft" | "in_review" | "published";
export type Step = "submit" | "return" | "accept" | "abandon";

export interface ProposalBrief {
  id: number;
  version: number;
  state: ProposalState;
  site: string | null;
  name: string;
  kind: Kind;
  sector: Sector;
  author: string;
  actor: string;
  reason: string | null;
  comment: string | null;
  created_at: string;
  changed_at: string;
  waiting_days: number;
  fields: string[];
  units: Partial<Record<"province_id" | "province" | "commune_id" | "commune", string | null>> | null;
  may: string[];
}

export interface ProposedChange extends FieldChange {
  now: unknown;
  conflict: boolean;
}

export interface ProposalStep {
  version: number;
  state: ProposalState;
  actor: string;
  taken_at: string;
  comment: string | null;
}

export interface Proposal extends ProposalBrief {
  before: RecordFeature | null;
  after: RecordFeature;
  current: RecordFeature | null;
  changes: ProposedChange[];
  moved_m: number | null;
  findings: Finding[];
  steps: ProposalStep[];
}

export interface ProposalList {
  numberMatched: number;
  numberReturned: number;
  proposals: ProposalBrief[];
}

export const PURPOSES = ["name", "place", "phone", "email", "address", "research"] as const;
export type Purpose = (typeof PURPOSES)[number];

/** What somebody agreed to; withdrawn where that is said. */
export interface Consent {
  purpose: Purpose;
  given_on: string;
  evidence: string;
  recorded_at: string;
  recorded_by: string;
  withdrawn_at?: string;
  withdrawn_by?: string;
}

export const CONTACT_FIELDS = ["name", "role", "phone", "email", "address"] as const;
export type ContactField = (typeof CONTACT_FIELDS)[number];

/** Somebody of a site; where their data were erased, all fields are null. */
export interface Contact extends Record<ContactField, string | null> {
  number: number;
  version: number;
  created_at: string;
  created_by: string;
  changed_at: string;
  changed_by: string;
  consents: Consent[];
  erased?: { at: string; by: string; because: string };
}

export interface ContactList {
  site: string;
  contacts: Contact[];
  agreed: string[];
  may: string[];
}

/** What became of a record since it was read, field by field. */
export interface Overtaken {
  field: string;
  label: string;
  before: unknown;
  now: unknown;
}

/** A refusal of something that was sent, with what can be shown beside the fields. */
export type Refusal = Omit<Problem, "findings" | "changes"> & { findings?: Finding[]; changes?: (Overtaken & Partial<ProposedChange>)[]; revision?: number };
