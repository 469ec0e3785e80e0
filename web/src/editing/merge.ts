// One's own changes put on top of what became of a record meanwhile, field by field.
import { factsOf, type FormValues, isSame } from "./form";

const PLACE: readonly (keyof FormValues)[] = ["point", "accuracy", "province", "district", "commune"];

/** Whose value of a field is taken. */
export type Choice = "mine" | "theirs";

export interface Meeting {
  field: string;
  before: unknown;
  mine: unknown;
  theirs: unknown;
  /** Both changed it, to different values. */
  conflict: boolean;
}

/** The form's own parts under the field that they are decided by. */
function partsOf(field: string): readonly (keyof FormValues)[] {
  return field === "place" ? PLACE : [field as keyof FormValues];
}

const FIELDS: readonly string[] = [
  "name", "kind", "sector", "subsector", "technologies", "certifications", "area_ha", "herd_size", "members", "established_year",
  "revenue_vnd_per_year", "status", "place", "operator_id", "abstract", "sources", "confidence", "verified_on",
];

function valueOf(field: string, values: FormValues): unknown {
  const facts = factsOf(values);
  if (field !== "place") return facts[field as keyof typeof facts];
  return { address: facts.address, geometry: facts.geometry, position_accuracy: facts.position_accuracy };
}

/** Every field that somebody else changed since `before`. */
export function meetings(before: FormValues, mine: FormValues, theirs: FormValues): Meeting[] {
  return FIELDS.flatMap((field) => {
    const [was, own, other] = [before, mine, theirs].map((values) => valueOf(field, values));
    if (isSame(was, other)) return [];
    return [{ field, before: was, mine: own, theirs: other, conflict: !isSame(was, own) && !isSame(own, other) }];
  });
}

/** Their record with one's own changes on it; where both changed a field, the choice decides, and without one it stays one's own. */
export function merged(before: FormValues, mine: FormValues, theirs: FormValues, choices: Readonly<Record<string, Choice>>): FormValues {
  const result: FormValues = { ...theirs };
  const met = meetings(before, mine, theirs);
  for (const field of FIELDS) {
    const meeting = met.find((one) => one.field === field);
    const isMine = meeting ? meeting.conflict && choices[field] !== "theirs" : true;
    if (isMine) for (const part of partsOf(field)) Object.assign(result, { [part]: mine[part] });
  }
  return result;
}
