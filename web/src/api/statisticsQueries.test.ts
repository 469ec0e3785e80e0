// The questions on statistics: today's records, in the units of the division that the page shows.
import { beforeAll, expect, it, vi } from "vitest";
import { initialState, LAST_FORMER_DAY } from "../state/state";
import { gapsAddress, statisticsAddress, unitAddress, unitFileAddress } from "./statisticsQueries";

beforeAll(() => vi.stubGlobal("document", { baseURI: "http://atlas.example/" }));

const asked = (url: string) => Object.fromEntries(new URL(url, "http://atlas.example").searchParams);
const now = initialState();
const former = { ...now, at: LAST_FORMER_DAY };

it("asks for the records of today also in the old units", () => {
  for (const ask of [statisticsAddress, gapsAddress]) {
    expect(asked(ask(now))).not.toHaveProperty("division");
    expect(asked(ask(former))).toMatchObject({ by: "province", division: "former" });
    expect(asked(ask({ ...now, at: "2026-02-01" }))).not.toHaveProperty("division");
    for (const state of [now, former]) expect(asked(ask(state))).not.toHaveProperty("at");
  }
  expect(asked(statisticsAddress({ ...former, level: "district" }, "csv"))).toMatchObject({ by: "former_district", division: "former", f: "csv" });
});

it("asks about a region in its own division", () => {
  expect(asked(unitAddress("01", former))).toMatchObject({ region: "01", by: "province" });
  expect(asked(unitAddress("01", former))).not.toHaveProperty("division");
  expect(asked(unitAddress("2024-018", now))).toMatchObject({ region: "2024-018", by: "former_district", division: "former" });
  expect(asked(unitFileAddress("2024-018", now, "xlsx"))).toMatchObject({ by: "commune", division: "former", f: "xlsx" });
});
