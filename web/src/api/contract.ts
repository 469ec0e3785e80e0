// The answers of the server, as docs/api.md describes them.
import type { ListFilter } from "../state/state";
import type { Vn2000 } from "./statistics";

export type Sector = "crop" | "livestock" | "fisheries";
export type Kind = "model" | "cooperative" | "enterprise";
export type Accuracy = "surveyed" | "reported" | "commune" | "district" | "province";

export interface Source {
  title: string | null;
  url: string | null;
  date: string | null;
}

export interface SiteFacts {
  kind: Kind;
  name: string;
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
  province_id: string | null;
  province: string | null;
  commune_id: string | null;
  commune: string | null;
  former_province_id: string | null;
  former_province: string | null;
  former_district_id: string | null;
  former_district: string | null;
  former_commune_id: string | null;
  former_commune: string | null;
  position_accuracy: Accuracy | null;
  commune_is_certain: boolean | null;
  abstract: string | null;
  sources: Source[];
  confidence: string | null;
  verified_on: string | null;
  updated_at: string;
  distance_m?: number;
  bearing_deg?: number;
}

export type PointFacts = Pick<
  SiteFacts,
  "name" | "sector" | "kind" | "position_accuracy" | "commune_id" | "former_district_id"
>;
export const POINT_PROPERTIES = "name,sector,kind,position_accuracy,commune_id,former_district_id";

export type Position = [lon: number, lat: number];

export interface Feature<Facts = SiteFacts> {
  type: "Feature";
  id: string;
  geometry: { type: "Point"; coordinates: Position } | null;
  properties: Facts;
  /** The same point in VN-2000, where one site alone is asked for. */
  vn2000?: Vn2000 | null;
}

export interface Link {
  rel: string;
  href: string;
}

export interface Collection<Facts = SiteFacts> {
  numberMatched: number;
  numberReturned: number;
  links: Link[];
  features: Feature<Facts>[];
}

export interface FacetValue {
  value: string;
  label: string;
  count: number;
  selected: boolean;
}

export interface Facets {
  numberMatched: number;
  facets: { key: string; values: FacetValue[] }[];
}

export interface Term {
  code: string;
  label: string;
}

export interface Vocabularies {
  vocabularies: Record<string, Term[]>;
}

export interface Region {
  id: string;
  level: "province" | "district" | "commune";
  full_name: string;
  division: "current" | "former";
  parent: { id: string; full_name: string } | null;
  centre: { lon: number; lat: number } | null;
  bbox: [number, number, number, number] | null;
  understood: string;
}

interface Suggested {
  id: string;
  label: string;
  context: string | null;
}
export interface RegionSuggestion extends Suggested {
  type: "region";
  division: "current" | "former";
  understood: string;
  count: number;
  lon: number | null;
  lat: number | null;
}
export interface TermSuggestion extends Suggested {
  type: "term";
  parameter: ListFilter;
  count: number;
}
export interface SiteSuggestion extends Suggested {
  type: "site";
  sector: Sector;
  kind: Kind;
}
export type Suggestion = RegionSuggestion | TermSuggestion | SiteSuggestion;

/** RFC 9457 problem details with the members the server adds. */
export interface Problem {
  title?: string;
  status?: number;
  code?: string;
  detail?: string;
  parameter?: string;
  allowed?: string[];
  request_id?: string;
}
