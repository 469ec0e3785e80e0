// The address and the state are two forms of one thing.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type AppState, initialState, LAST_FORMER_DAY, LAYERS, LEVELS, levelsOf, LIST_FILTERS, openUnit, ORIGINS, PANES, settled, SORTS, WORK_STATES, WORK_WAITING } from "./state";
import { formatState, parseState } from "./url";

const code = fc.stringMatching(/^[a-z0-9_-]{1,12}$/);
const codes = fc.uniqueArray(code, { maxLength: 4 });
const text = fc.string({ unit: "grapheme", maxLength: 20 }).map((s) => s.toWellFormed().trim());
const degrees = (limit: number, digits: number) =>
  fc.integer({ min: -limit * 10 ** digits, max: limit * 10 ** digits }).map((n) => Number((n / 10 ** digits).toFixed(digits)) || 0);

const state: fc.Arbitrary<AppState> = fc
  .record({
    filters: fc.record({ ...(Object.fromEntries(LIST_FILTERS.map((k) => [k, codes])) as Record<(typeof LIST_FILTERS)[number], typeof codes>), q: text }),
    near: fc.option(
      fc.record({ lon: degrees(180, 6), lat: degrees(90, 6), from: fc.constantFrom(...ORIGINS), label: text }),
    ),
    site: fc.option(code),
    sort: fc.constantFrom(...SORTS),
    pane: fc.constantFrom(...PANES),
    layer: fc.constantFrom(...LAYERS),
    level: fc.constantFrom(...LEVELS),
    at: fc.option(fc.constantFrom(LAST_FORMER_DAY, "2025-07-01", "2026-11-21", "2024-02-29")),
    gapKm: fc.integer({ min: 1, max: 500 }),
    zeros: fc.boolean(),
    unit: fc.option(fc.constantFrom("01", "00004", "2024-02", "2024-018", "2024-00565")),
    edit: fc.option(fc.constantFrom("new", "new-lx3k9", "m-00042", "p-7")),
    proposal: fc.option(fc.integer({ min: 1, max: 99_999 })),
    workState: fc.option(fc.constantFrom(...WORK_STATES)),
    workMine: fc.boolean(),
    workWaiting: fc.option(fc.constantFrom(...WORK_WAITING)),
    import: fc.option(fc.integer({ min: 1, max: 99_999 })),
    lang: fc.constantFrom("vi" as const, "en" as const),
    view: fc.option(fc.record({ lon: degrees(180, 4), lat: degrees(90, 4), zoom: fc.integer({ min: 0, max: 2400 }).map((n) => n / 100) })),
  })
  .map((s) => (s.sort === "near" && !s.near ? { ...s, sort: "name" as const } : s))
  .map(settled);

describe("the address", () => {
  it("is empty for the initial state", () => {
    expect(formatState(initialState())).toBe("");
    expect(parseState("")).toEqual({ state: initialState(), rejected: [] });
  });

  it("gives back every state it was made from", () => {
    fc.assert(
      fc.property(state, (s) => {
        expect(parseState(formatState(s))).toEqual({ state: s, rejected: [] });
      }),
    );
  });

  it("stays readable", () => {
    const { state: s } = parseState("?region=2024-277,01&q=rau+sạch");
    expect(formatState(s)).toBe("?region=2024-277,01&q=rau+s%E1%BA%A1ch");
  });

  it("joins repeated lists and removes doubles", () => {
    expect(parseState("?region=01&region=08,01").state.filters.region).toEqual(["01", "08"]);
  });

  it("keeps unknown codes for the server to refuse", () => {
    expect(parseState("?sector=fish").state.filters.sector).toEqual(["fish"]);
  });

  it.each(["near=abc", "near=200,10", "near=105,21,moon", "map=1,2", "sort=price", "lang=fr", "show=grid", "foo=1", "layer=heat", "level=ward", "level=district", "at=2025-02-30", "at=today", "gap=0", "gap=20.5", "gap=900", "zeros=yes", "unit=2024-1", "edit=m-1", "edit=everything", "proposal=0", "proposal=x", "work=open", "mine=0", "import=0", "import=x"])("reports %s", (part) => {
    const [parameter, value] = part.split("=") as [string, string];
    expect(parseState(`?${part}`)).toEqual({ state: initialState(), rejected: [{ parameter, value }] });
  });

  it("opens an import where one can be", () => {
    expect(parseState("?import=7").state).toMatchObject({ pane: "imports", import: 7 });
    expect(parseState("?show=map&import=7").state).toMatchObject({ pane: "map", import: 7 });
    expect(parseState("?show=stats&import=7")).toMatchObject({ state: { pane: "stats", import: null }, rejected: [{ parameter: "import", value: "7" }] });
    expect(settled({ ...initialState(), import: 7 }).import).toBeNull();
  });

  it("passes over the marks of messengers", () => {
    expect(parseState("?fbclid=x&utm_source=zalo").rejected).toEqual([]);
  });
});

describe("the layer", () => {
  it("has districts only in the former division, and none for gaps", () => {
    expect(levelsOf("count", null)).toEqual(["province", "commune"]);
    expect(levelsOf("count", LAST_FORMER_DAY)).toEqual(["province", "district", "commune"]);
    expect(levelsOf("gaps", LAST_FORMER_DAY)).toEqual(["province", "commune"]);
    expect(levelsOf("count", "2025-07-01")).toEqual(["province", "commune"]);
  });

  it("comes back to provinces when its level ends", () => {
    const former = { ...initialState(), level: "district" as const, at: LAST_FORMER_DAY };
    expect(settled(former)).toBe(former);
    expect(settled({ ...former, at: null }).level).toBe("province");
    expect(settled({ ...former, layer: "gaps" }).level).toBe("province");
  });

  it("follows an opened region to its level and division", () => {
    const now = initialState();
    expect(openUnit("00004", now)).toMatchObject({ unit: "00004", at: null, level: "commune" });
    expect(openUnit("2024-018", now)).toMatchObject({ unit: "2024-018", at: LAST_FORMER_DAY, level: "district" });
    expect(openUnit("01", { ...now, at: "2024-01-31" })).toMatchObject({ at: null, level: "province" });
    expect(openUnit("2024-01", { ...now, at: "2024-01-31" })).toMatchObject({ at: "2024-01-31" });
  });
});
