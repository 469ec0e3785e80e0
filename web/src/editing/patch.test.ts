// Only what was changed is sent, and changes of two people meet field by field.
import { describe, expect, it } from "vitest";
import { factsOf, formOf, unreadable } from "./form";
import { meetings, merged } from "./merge";
import { changedFields, featureOf, messageOf, patchOf } from "./patch";
import { record } from "./records.fixture";

describe("the patch of a known site", () => {
  it("is empty while nothing is changed", () => {
    for (const feature of [record(), record({ position_accuracy: "surveyed" }), record({}, null)]) {
      expect(patchOf(feature, formOf(feature))).toEqual({});
      expect(messageOf(feature, formOf(feature), "  ")).toEqual({});
    }
  });

  it("holds exactly the changed facts; an emptied one is null", () => {
    const values = { ...formOf(record()), area_ha: "2,25", established_year: "", abstract: " Mới ", technologies: ["organic", "greenhouse"] };
    expect(patchOf(record(), values)).toEqual({ properties: { area_ha: 2.25, established_year: null, abstract: "Mới" } });
    expect(changedFields(record(), values)).toEqual(["area_ha", "established_year", "abstract"]);
  });

  it("takes a rough place for none given, and a given one with how it is known", () => {
    const values = { ...formOf(record()), point: [105.6, 20.9] as [number, number] };
    expect(patchOf(record(), values)).toEqual({ geometry: { type: "Point", coordinates: [105.6, 20.9] }, properties: { position_accuracy: "reported" } });
    const surveyed = record({ position_accuracy: "surveyed" });
    expect(patchOf(surveyed, { ...formOf(surveyed), point: null })).toEqual({ geometry: null, properties: { position_accuracy: null } });
    expect(changedFields(surveyed, { ...formOf(surveyed), point: null })).toEqual(["place"]);
  });

  it("holds only the changed parts of an address", () => {
    const values = { ...formOf(record()), district: "", commune: "Xã Xuân Mai" };
    expect(patchOf(record(), values)).toEqual({ properties: { address: { district: null, commune: "Xã Xuân Mai" } } });
  });

  it("says whose the site is and how exactly the public may know the place", () => {
    const values = { ...formOf(record()), holder: "household", public_precision: "commune" };
    expect(patchOf(record(), values)).toEqual({ properties: { holder: "household", public_precision: "commune" } });
    expect(featureOf(values).properties).toMatchObject({ holder: "household", public_precision: "commune" });
    expect(patchOf(record({ holder: "household" }), formOf(record()))).toEqual({ properties: { holder: null } });
  });

  it("leaves out sources of which nothing is said", () => {
    const values = formOf(record());
    values.sources.push({ title: " ", url: "", date: "" });
    expect(patchOf(record(), values)).toEqual({});
  });
});

describe("a new site", () => {
  it("says what is known and nothing else", () => {
    const values = { ...formOf(null), name: "HTX Mới", kind: "cooperative", point: [105.6, 20.9] as [number, number] };
    expect(featureOf(values)).toEqual({
      type: "Feature",
      geometry: { type: "Point", coordinates: [105.6, 20.9] },
      properties: { name: "HTX Mới", kind: "cooperative", sector: "crop", status: "published", position_accuracy: "reported" },
    });
    expect(messageOf(null, values, "thấy tại chỗ").reason).toBe("thấy tại chỗ");
    expect(changedFields(null, values)).toEqual(["name", "kind", "place"]);
    expect(changedFields(null, formOf(null))).toEqual([]);
  });
});

describe("the form", () => {
  it("says which numbers cannot be read", () => {
    expect(unreadable({ ...formOf(record()), area_ha: "hai", members: "1.200", herd_size: "1,5" })).toEqual(["area_ha", "herd_size"]);
    expect(factsOf({ ...formOf(record()), revenue_vnd_per_year: "2.000.000.000" }).revenue_vnd_per_year).toBe(2e9);
  });
});

describe("changes of two people", () => {
  const before = formOf(record());
  const mine = { ...before, area_ha: "3", name: "Trại rau sạch", commune: "Xã A" };
  const theirs = { ...before, area_ha: "2", members: "12", point: [105.7, 21] as [number, number], commune: "Xã B" };

  it("meet where both changed the same fact, or the place", () => {
    const met = meetings(before, mine, theirs);
    expect(met.map(({ field, conflict }) => [field, conflict])).toEqual([["area_ha", true], ["members", false], ["place", true]]);
    expect(met[0]).toMatchObject({ before: 1.5, mine: 3, theirs: 2 });
    expect(meetings(before, mine, before)).toEqual([]);
    expect(meetings(before, { ...before, area_ha: "2,0" }, { ...before, area_ha: "2" })[0]?.conflict).toBe(false);
  });

  it("are joined: one's own where nobody else changed it, theirs where only they did, the choice where both did", () => {
    expect(merged(before, mine, theirs, { area_ha: "theirs", place: "theirs" })).toEqual({ ...theirs, name: "Trại rau sạch" });
    const kept = merged(before, mine, theirs, { area_ha: "mine" });
    expect(kept).toMatchObject({ area_ha: "3", members: "12", commune: "Xã A", point: null });
    const now = record({ area_ha: 2, members: 12 });
    expect(patchOf(now, merged(before, { ...before, area_ha: "3" }, formOf(now), {}))).toEqual({ properties: { area_ha: 3 } });
  });
});
