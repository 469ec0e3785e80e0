// A site's facts as the short words that lists show.
import type { SiteFacts } from "../api/contract";
import type { Format } from "../i18n/format";
import type { Messages } from "../i18n/vi";

export interface Description {
  /** The place under its present names. */
  place: string | null;
  /** The place under its names before 1 July 2025, as far as they say something else. */
  formerPlace: string | null;
  numbers: string[];
  /** How roughly it is placed; empty for an exact position. */
  accuracy: string;
}

const joined = (...parts: (string | null)[]) => parts.filter(Boolean).join(", ") || null;

export function describe(facts: SiteFacts, text: Messages, format: Format): Description {
  const numbers: string[] = [];
  if (facts.area_ha !== null) numbers.push(text.hectares(format.number(facts.area_ha)));
  if (facts.herd_size !== null) numbers.push(text.heads(format.number(facts.herd_size)));
  if (facts.members !== null) numbers.push(text.people(format.number(facts.members)));
  if (facts.established_year !== null) numbers.push(text.since(String(facts.established_year)));
  const sameProvince = facts.former_province === facts.province;
  return {
    place: joined(facts.commune, facts.province) ?? joined(facts.former_commune, facts.former_district, facts.former_province),
    formerPlace:
      facts.commune || facts.province
        ? joined(facts.former_commune, facts.former_district, sameProvince ? null : facts.former_province)
        : null,
    numbers,
    accuracy: facts.position_accuracy ? text.accuracyShort[facts.position_accuracy] : text.accuracyShortNone,
  };
}

/** What became of a former unit: the part behind the arrow, since the name before it already stands beside. */
export const becameOf = (understood: string) => understood.replace(/^.*?→/, "→");
