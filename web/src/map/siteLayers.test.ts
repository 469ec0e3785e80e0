// The expressions of the site layers say what the functions beside them say, whatever a tile holds.
import { createExpression, type StylePropertySpecification } from "@maplibre/maplibre-gl-style-spec";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { clusterPicture, markPicture, RING_PARTS, spreadOffset } from "./siteLayers";
import { offsetOf, SPREAD_MOST } from "./spots";

function evaluate(expression: unknown, properties: Record<string, string | number>, type: "string" | "array" = "string"): unknown {
  const specification = { type, ...(type === "array" && { value: "number", length: 2 }), "property-type": "data-driven", expression: { parameters: ["zoom", "feature"] } };
  const made = createExpression(expression, "test", specification as unknown as StylePropertySpecification);
  if (made.result === "error") throw new Error(made.value.map(String).join());
  return made.value.evaluate({ zoom: 12 }, { type: "Point", properties } as never);
}

describe("spreadOffset", () => {
  it("is where offsetOf puts every site of every spot", () => {
    for (let count = 2; count <= SPREAD_MOST; count++) {
      for (let index = 0; index < count; index++) {
        const properties = { spot_count: count, spot_index: index };
        expect(evaluate(spreadOffset, properties, "array")).toEqual(offsetOf(properties));
      }
    }
    expect(evaluate(spreadOffset, { id: "m-00001" }, "array")).toEqual([0, 0]);
  });
});

describe("markPicture", () => {
  it("tells three grades of precision apart, and the roughest where nothing is said", () => {
    expect(evaluate(markPicture, { sector: "crop", position_accuracy: "reported" })).toBe("mark-crop-exact");
    expect(evaluate(markPicture, { sector: "livestock", position_accuracy: "commune" })).toBe("mark-livestock-commune");
    expect(evaluate(markPicture, { sector: "fisheries", position_accuracy: "province" })).toBe("mark-fisheries-district");
    expect(evaluate(markPicture, { sector: "fisheries" })).toBe("mark-fisheries-district");
  });
});

describe("clusterPicture", () => {
  it("is one of few, and shows every sector that is there", () => {
    const number = fc.integer({ min: 0, max: 500_000 });
    fc.assert(
      fc.property(number, number, number, (crop, livestock, fisheries) => {
        const count = crop + livestock + fisheries;
        fc.pre(count > 0);
        const [name, size, ...parts] = String(evaluate(clusterPicture, { count, crop, livestock, fisheries })).split("-");
        expect([name, Number(size)]).toEqual(["cluster", [10, 100, 1000].filter((step) => count >= step).length]);
        for (const [i, sites] of [crop, livestock, fisheries].entries()) {
          expect(Number(parts[i]) > 0).toBe(sites > 0);
          expect(Math.abs(Number(parts[i]) - (RING_PARTS * sites) / count)).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  it("is drawn for a spot with too many sites to spread", () => {
    expect(evaluate(clusterPicture, { id: "m-00001", spot_count: 50, spot_index: 0, spot_crop: 25, spot_livestock: 25, spot_fisheries: 0 })).toBe("cluster-1-8-8-0");
  });
});
