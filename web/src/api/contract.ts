// The answers of the server under the names the app uses: the generated types, narrowed where the app asked for something narrower.
import type { ListFilter } from "../state/state";
import type * as api from "./openapi";

export type { Boundary, Facets, Link, Region, Sector, Source, Term, Vocabularies, Vn2000 } from "./openapi";
export type { PositionAccuracy as Accuracy, SiteKind as Kind } from "./openapi";

/** Every property, since the app leaves `properties` out where it reads them; the distance comes with `nearest` alone. */
export type SiteFacts = Required<api.SiteProperties> & Partial<Distance>;
type Distance = Pick<api.NearestCollection["features"][number]["properties"], "distance_m" | "bearing_deg">;

/** What a symbol and its name need. */
export type PointFacts = Pick<SiteFacts, "name" | "sector" | "position_accuracy">;
export const POINT_PROPERTIES = "name,sector,position_accuracy";

export type Position = api.Point["coordinates"];

export type Feature<Facts = SiteFacts> = Omit<api.SiteFeature, "properties" | "links"> & { properties: Facts };
export type Collection<Facts = SiteFacts> = Pick<api.SiteCollection, "numberMatched" | "numberReturned" | "links"> & {
  features: Feature<Facts>[];
};

export type FacetValue = api.Facets["facets"][number]["values"][number];

type Suggested = api.Suggestions["suggestions"][number];
/** A suggestion of one type, with what those of its type always have. */
type SuggestionOf<Type extends Suggested["type"], Key extends keyof Suggested> = Pick<Suggested, "id" | "label" | "context"> &
  Required<Pick<Suggested, Key>> & { type: Type };
export type RegionSuggestion = SuggestionOf<"region", "division" | "understood" | "count" | "lon" | "lat">;
export type TermSuggestion = SuggestionOf<"term", "count"> & { parameter: ListFilter };
export type SiteSuggestion = SuggestionOf<"site", "sector" | "kind">;
export type Suggestion = RegionSuggestion | TermSuggestion | SiteSuggestion;

/** Of what failed nothing is certain: a proxy in between may have answered in its own words. */
export type Problem = Partial<api.Problem>;
