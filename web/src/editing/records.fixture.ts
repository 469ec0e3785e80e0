// A record for tests.
import type { RecordFacts, RecordFeature } from "../api/editing";

export function record(changes: Partial<RecordFacts> = {}, at: [number, number] | null = [105.5, 21]): RecordFeature {
  return {
    type: "Feature",
    id: "m-00042",
    geometry: at && { type: "Point", coordinates: at },
    properties: {
      name: "Trại rau", kind: "model", sector: "crop", subsector: null, technologies: ["greenhouse", "organic"], certifications: [], area_ha: 1.5,
      herd_size: null, members: null, established_year: 2019, revenue_vnd_per_year: null, status: "published", position_accuracy: "commune",
      address: { province: "Hà Nội", district: "Chương Mỹ", commune: "Thụy Hương" }, operator_id: null, abstract: null,
      sources: [{ title: "Báo", url: "https://example.vn/a", date: "2024-05" }], confidence: "high", verified_on: null, public_precision: "exact", holder: null, ...changes,
    },
  };
}
