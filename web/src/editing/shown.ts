// The value of any fact as a reader's words: codes by their labels, places by their addresses, lists item by item.
import type { Format } from "../i18n/format";
import type { EditingWords } from "../i18n/editingWords";

export interface Speaker {
  words: EditingWords;
  format: Format;
  /** The label of a code. */
  label: (vocabulary: string, code: string) => string;
}

const VOCABULARY: Record<string, string> = {
  kind: "kind",
  sector: "sector",
  subsector: "subsector",
  technologies: "technology",
  certifications: "certification",
  status: "status",
  confidence: "confidence",
};

type Members = Record<string, unknown>;
const isObject = (value: unknown): value is Members => typeof value === "object" && value !== null && !Array.isArray(value);
const isPair = (value: unknown): value is [number, number] => Array.isArray(value) && value.length === 2 && value.every((part) => typeof part === "number");

/** One value of a field. */
export function shown(field: string, value: unknown, speaker: Speaker): string {
  const { words, format, label } = speaker;
  if (value === null || value === undefined || value === "" || (Array.isArray(value) && value.length === 0)) return words.empty;
  const vocabulary = VOCABULARY[field];
  if (vocabulary && typeof value === "string") return label(vocabulary, value);
  if (vocabulary && Array.isArray(value)) return value.map((code) => label(vocabulary, String(code))).join(", ");
  if (field === "place" || field === "geometry") return place(value, speaker);
  if (typeof value === "number") return field === "established_year" ? String(value) : format.number(value, 4);
  if (field === "public_precision" || field === "holder") return words.privacy[field][String(value)] ?? String(value);
  if (field === "verified_on") return format.date(String(value));
  if (Array.isArray(value)) return value.map((item) => (isObject(item) ? members(item) : String(item))).join("; ");
  return isObject(value) ? members(value) : String(value);
}

const members = (value: Members): string =>
  Object.values(value)
    .filter((part) => part !== null && part !== "")
    .map((part) => (isObject(part) ? members(part) : String(part)))
    .join(", ");

/** A place, in whichever of its forms: a geometry, a pair, or an address with how it was placed. */
function place(value: unknown, { words, format }: Speaker): string {
  if (typeof value === "string") return value;
  if (isPair(value)) return format.coordinates(value[0], value[1]);
  if (!isObject(value)) return words.noPlace;
  const address = isObject(value.address) ? value.address : {};
  const names = [address.commune, address.district, address.province].filter(Boolean).join(", ");
  const point = pointOf(value);
  const accuracy = isObject(value.placement) ? (value.placement.accuracy ?? value.placement.position_accuracy) : value.position_accuracy;
  const isRough = accuracy === "commune" || accuracy === "district" || accuracy === "province";
  return [names, point && !isRough ? format.coordinates(point[0], point[1]) : ""].filter(Boolean).join(" · ") || words.noPlace;
}

function pointOf(value: Members): [number, number] | null {
  if (isPair(value.coordinates)) return value.coordinates;
  for (const inner of [value.geometry, value.placement, value.point]) {
    if (isPair(inner)) return inner;
    if (isObject(inner)) return typeof inner.lon === "number" && typeof inner.lat === "number" ? [inner.lon, inner.lat] : pointOf(inner);
  }
  return null;
}
