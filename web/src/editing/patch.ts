// What is sent of a form: of a known site only what was changed, of a new one what is known.
import type { RecordFeature } from "../api/editing";
import { type Facts, factsOf, formOf, type FormValues, isSame } from "./form";

export interface Patch {
  type?: "Feature";
  geometry?: Facts["geometry"];
  properties?: Record<string, unknown>;
  reason?: string;
}

const ADDRESS = ["province", "district", "commune"] as const;

/** The merge patch (RFC 7396) that makes the record what the form says. */
export function patchOf(base: RecordFeature, values: FormValues): Patch {
  const [before, after] = [factsOf(formOf(base)), factsOf(values)];
  const properties: Record<string, unknown> = {};
  for (const key of Object.keys(after) as (keyof Facts)[]) {
    if (key === "geometry" || key === "address" || isSame(before[key], after[key])) continue;
    properties[key] = after[key];
  }
  const address = ADDRESS.filter((part) => before.address[part] !== after.address[part]).map((part) => [part, after.address[part]]);
  if (address.length) properties.address = Object.fromEntries(address);
  return {
    ...(!isSame(before.geometry, after.geometry) && { geometry: after.geometry }),
    ...(Object.keys(properties).length && { properties }),
  };
}

/** The Feature of a new site: what is not known is left out, so that the server may find it. */
export function featureOf(values: FormValues): Patch {
  const { geometry, address, ...facts } = factsOf(values);
  const isUsual = (name: string, value: unknown) => name === "public_precision" && value === "exact";
  const isKnown = ([name, value]: [string, unknown]) => value !== null && !(Array.isArray(value) && value.length === 0) && !isUsual(name, value);
  const place = Object.entries(address).filter(isKnown);
  return {
    type: "Feature",
    geometry,
    properties: { ...Object.fromEntries(Object.entries(facts).filter(isKnown)), ...(place.length && { address: Object.fromEntries(place) }) },
  };
}

/** What would be sent, with the reason. */
export function messageOf(base: RecordFeature | null, values: FormValues, reason: string): Patch {
  const said = reason.trim();
  return { ...(base ? patchOf(base, values) : featureOf(values)), ...(said && { reason: said }) };
}

/** The fields of a form that differ from what they were, under the names that the server decides them by. */
export function changedFields(base: RecordFeature | null, values: FormValues): string[] {
  const patch = base ? patchOf(base, values) : patchOf({ type: "Feature", geometry: null, properties: blank() }, values);
  const names = Object.keys(patch.properties ?? {}).map((key) => (key === "address" || key === "position_accuracy" ? "place" : key));
  return [...new Set([...names, ...("geometry" in patch ? ["place"] : [])])];
}

function blank(): RecordFeature["properties"] {
  return factsOf(formOf(null));
}
