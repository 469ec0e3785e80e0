// The form of a site as the texts somebody sees, and the facts these texts mean.
import type { Position, Source } from "../api/contract";
import type { RecordFacts, RecordFeature } from "../api/editing";
import { parseNumber, parseWhole } from "./number";

/** One place of a source as it is typed. */
export type TypedSource = Record<"title" | "url" | "date", string>;

/** What is typed; an empty text is a fact that is not known. */
export interface FormValues {
  name: string;
  kind: string;
  sector: string;
  subsector: string;
  technologies: string[];
  certifications: string[];
  area_ha: string;
  herd_size: string;
  members: string;
  established_year: string;
  revenue_vnd_per_year: string;
  status: string;
  /** A place that somebody gave; null where the site stands at the centre of its unit. */
  point: Position | null;
  /** How a given place is known. */
  accuracy: "surveyed" | "reported";
  province: string;
  district: string;
  commune: string;
  operator_id: string;
  abstract: string;
  sources: TypedSource[];
  confidence: string;
  verified_on: string;
  public_precision: string;
  holder: string;
}

/** The facts of a form under the names of the contract; `address` and `geometry` are decided together as `place`. */
export type Facts = Omit<RecordFacts, "position_accuracy"> & { geometry: RecordFeature["geometry"]; position_accuracy: FormValues["accuracy"] | null };
export type NumberField = "area_ha" | "herd_size" | "members" | "established_year" | "revenue_vnd_per_year";

export const NUMBER_FIELDS: readonly NumberField[] = ["area_ha", "herd_size", "members", "established_year", "revenue_vnd_per_year"];

export function emptyForm(): FormValues {
  return {
    name: "", kind: "model", sector: "crop", subsector: "", technologies: [], certifications: [], area_ha: "", herd_size: "", members: "",
    established_year: "", revenue_vnd_per_year: "", status: "published", point: null, accuracy: "reported", province: "", district: "", commune: "",
    operator_id: "", abstract: "", sources: [], confidence: "", verified_on: "", public_precision: "exact", holder: "",
  };
}

const said = (value: string | null | undefined) => value ?? "";
const written = (value: number | null) => (value === null ? "" : String(value).replace(".", ","));

/** The form as it stands before anybody types: of a record, or of a new site. */
export function formOf(feature: RecordFeature | null): FormValues {
  if (!feature) return emptyForm();
  const { properties: facts, geometry } = feature;
  const isGiven = facts.position_accuracy === "surveyed" || facts.position_accuracy === "reported";
  return {
    name: said(facts.name),
    kind: facts.kind,
    sector: facts.sector,
    subsector: said(facts.subsector),
    technologies: [...facts.technologies],
    certifications: [...facts.certifications],
    area_ha: written(facts.area_ha),
    herd_size: written(facts.herd_size),
    members: written(facts.members),
    established_year: written(facts.established_year),
    revenue_vnd_per_year: written(facts.revenue_vnd_per_year),
    status: facts.status,
    point: isGiven && geometry ? [geometry.coordinates[0], geometry.coordinates[1]] : null,
    accuracy: facts.position_accuracy === "surveyed" ? "surveyed" : "reported",
    province: said(facts.address.province),
    district: said(facts.address.district),
    commune: said(facts.address.commune),
    operator_id: said(facts.operator_id),
    abstract: said(facts.abstract),
    sources: facts.sources.map(({ title, url, date }) => ({ title: said(title), url: said(url), date: said(date) })),
    confidence: said(facts.confidence),
    verified_on: said(facts.verified_on),
    public_precision: facts.public_precision,
    holder: said(facts.holder),
  };
}

const known = (text: string): string | null => text.trim() || null;
const numberIn = (field: NumberField, text: string) => (field === "area_ha" ? parseNumber(text) : parseWhole(text));

/** The number fields whose text is no number; nothing can be sent while there are any. */
export function unreadable(values: FormValues): NumberField[] {
  return NUMBER_FIELDS.filter((field) => values[field].trim() !== "" && numberIn(field, values[field]) === null);
}

function number(values: FormValues, field: NumberField): number | null {
  return values[field].trim() === "" ? null : numberIn(field, values[field]);
}

/** The number a field is understood as; null where it holds none. */
export const understood = number;

/** The facts that the texts mean. */
export function factsOf(values: FormValues): Facts {
  const sources = values.sources
    .map(({ title, url, date }): Source => ({ title: known(title), url: known(url), date: known(date) }))
    .filter(({ title, url, date }) => title !== null || url !== null || date !== null);
  return {
    name: values.name.trim(),
    kind: values.kind as Facts["kind"],
    sector: values.sector as Facts["sector"],
    subsector: known(values.subsector),
    technologies: values.technologies,
    certifications: values.certifications,
    area_ha: number(values, "area_ha"),
    herd_size: number(values, "herd_size"),
    members: number(values, "members"),
    established_year: number(values, "established_year"),
    revenue_vnd_per_year: number(values, "revenue_vnd_per_year"),
    status: values.status,
    geometry: values.point && { type: "Point", coordinates: values.point },
    position_accuracy: values.point && values.accuracy,
    address: { province: known(values.province), district: known(values.district), commune: known(values.commune) },
    operator_id: known(values.operator_id),
    abstract: known(values.abstract),
    sources,
    confidence: known(values.confidence) as Facts["confidence"],
    verified_on: known(values.verified_on),
    public_precision: values.public_precision as Facts["public_precision"],
    holder: known(values.holder) as Facts["holder"],
  };
}

/** Codes in the order they were found in are the same choice in any order. */
const plain = (value: unknown): string => JSON.stringify(Array.isArray(value) && value.every((item) => typeof item === "string") ? [...value].sort() : value);
export const isSame = (one: unknown, other: unknown): boolean => plain(one) === plain(other);
