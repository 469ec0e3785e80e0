// The address and the state are two forms of one thing.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type AppState, initialState, LIST_FILTERS, ORIGINS, SORTS } from "./state";
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
    pane: fc.constantFrom("list" as const, "map" as const),
    lang: fc.constantFrom("vi" as const, "en" as const),
    view: fc.option(fc.record({ lon: degrees(180, 4), lat: degrees(90, 4), zoom: fc.integer({ min: 0, max: 2400 }).map((n) => n / 100) })),
  })
  .map((s) => (s.sort === "near" && !s.near ? { ...s, sort: "name" } : s));

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

  it.each(["near=abc", "near=200,10", "near=105,21,moon", "map=1,2", "sort=price", "lang=fr", "show=grid", "foo=1"])("reports %s", (part) => {
    const [parameter, value] = part.split("=") as [string, string];
    expect(parseState(`?${part}`)).toEqual({ state: initialState(), rejected: [{ parameter, value }] });
  });

  it("passes over the marks of messengers", () => {
    expect(parseState("?fbclid=x&utm_source=zalo").rejected).toEqual([]);
  });
});
