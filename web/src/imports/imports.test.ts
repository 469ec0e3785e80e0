// What is said of a file adds up, survives in the browser, and rows come to stand under their own titles.
import { describe, expect, it } from "vitest";
import type { ImportRow, RowCell, Said } from "../api/imports";
import { indexOfRow } from "./rowSearch";
import { answerSaid, countSaid, nextMessage, textSaid, together, without } from "./said";
import { ofRow, standingOf, tablesOf } from "./tables";
import { UnsentBox } from "./unsent";

const fix = (row: number, text: string | null) => ({ sheet: "S", row, column: 3, text });
const cell = (column: number, title: string, more: Partial<RowCell> = {}): RowCell => ({ column, title, raw: "1,5", fixed: null, alike: 1, certainty: 1, gives: [], question: null, ...more });
const row = (sheet: string, number: number, cells: RowCell[], more: Partial<ImportRow> = {}): ImportRow => ({
  sheet,
  row: number,
  outcome: "created",
  site: null,
  name: "HTX",
  needs_look: false,
  decision: null,
  point: null,
  units: null,
  cells,
  inherited: [],
  findings: [],
  changes: [],
  duplicates: [],
  ...more,
});

describe("what is said", () => {
  it("takes the later word on the same thing and keeps the others", () => {
    const both = together({ cells: [fix(7, "1"), fix(8, "2")], columns: [{ title: "DT", meaning: "area_ha" }] }, { cells: [fix(7, null)], crs: "EPSG:5897" });
    expect(both).toEqual({ cells: [fix(8, "2"), fix(7, null)], columns: [{ title: "DT", meaning: "area_ha" }], crs: "EPSG:5897" });
    expect(countSaid(both)).toBe(4);
    expect(countSaid({})).toBe(0);
  });

  it("tells questions apart by their whole key", () => {
    const key = (wording: string) => ({ wording: { vocabulary: "technology", wording } });
    const said = together({ answers: [{ key: key("nha kin"), value: "greenhouse" }] }, { answers: [{ key: key("gia the"), value: null }] });
    expect(answerSaid(said, key("nha kin"))).toBe("greenhouse");
    expect(answerSaid(said, key("gia the"))).toBeNull();
    expect(answerSaid(said, key("khac"))).toBeUndefined();
  });

  it("keeps what was said while something was on its way", () => {
    const sent: Said = { cells: [fix(7, "1")], crs: "EPSG:5897" };
    expect(without(sent, sent)).toEqual({});
    expect(without(together(sent, { cells: [fix(8, "2")] }), sent)).toEqual({ cells: [fix(8, "2")] });
    expect(without(together(sent, { cells: [fix(7, "3")], crs: null }), sent)).toEqual({ cells: [fix(7, "3")], crs: null });
  });

  it("shares by itself, after all else is sent", () => {
    const all: Said = { cells: [fix(7, "1")], share: ["minh"] };
    const first = nextMessage(all);
    expect(first).toEqual({ cells: [fix(7, "1")] });
    expect(nextMessage(without(all, first))).toEqual({ share: ["minh"] });
  });

  it("finds the text of a cell", () => {
    expect(textSaid({ cells: [fix(7, "2,5")] }, "S", 7, 3)).toBe("2,5");
    expect(textSaid({ cells: [fix(7, "2,5")] }, "T", 7, 3)).toBeUndefined();
  });
});

describe("what could not be sent", () => {
  const store = () => {
    const kept = new Map<string, string>();
    return { kept, getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, text: string) => void kept.set(key, text), removeItem: (key: string) => void kept.delete(key) };
  };

  it("is kept for its author and its import, and goes when nothing is left", () => {
    const storage = store();
    const said: Said = { cells: [fix(7, "2,5")] };
    expect(new UnsentBox(storage, "lan", 7).write(said)).toBe(true);
    expect(new UnsentBox(storage, "lan", 7).read()).toEqual(said);
    expect(new UnsentBox(storage, "minh", 7).read()).toEqual({});
    expect(new UnsentBox(storage, "lan", 8).read()).toEqual({});
    new UnsentBox(storage, "lan", 7).write({});
    expect(storage.kept.size).toBe(0);
  });

  it("is nothing where the browser keeps nothing or something else", () => {
    const storage = store();
    storage.setItem("agriatlas.import/lan/7", "[1");
    expect(new UnsentBox(storage, "lan", 7).read()).toEqual({});
    expect(new UnsentBox(null, "lan", 7).write({ crs: null })).toBe(false);
  });
});

describe("rows", () => {
  it("stand under the titles of their own table", () => {
    const rows = [
      row("Trồng trọt", 4, [cell(0, "Tên"), cell(2, "Diện tích")]),
      row("Trồng trọt", 5, [cell(0, "Tên"), cell(1, "Xã")]),
      row("Trồng trọt", 20, [cell(0, "Cơ sở"), cell(1, "Quy mô")]),
      row("Chăn nuôi", 4, [cell(0, "Cơ sở")]),
    ];
    const tables = tablesOf(rows);
    expect(tables.map(({ sheet, columns, rows: own }) => [sheet, columns.map(({ title }) => title), own.map(({ row: number }) => number)])).toEqual([
      ["Trồng trọt", ["Tên", "Xã", "Diện tích"], [4, 5]],
      ["Trồng trọt", ["Cơ sở", "Quy mô"], [20]],
      ["Chăn nuôi", ["Cơ sở"], [4]],
    ]);
    expect(new Set(tables.map(({ key }) => key)).size).toBe(3);
  });

  it("are found among many by asking for few", async () => {
    const all = ["B", "A"].flatMap((sheet) => Array.from({ length: 500 }, (_, i) => ({ sheet, row: 4 + 2 * i })));
    let asked = 0;
    const ask = async (offset: number) => ((asked += 1), { all: all.length, row: all[offset] ?? null });
    for (const index of [0, 1, 499, 500, 731, 999]) expect(await indexOfRow(all[index] ?? { sheet: "", row: 0 }, ["B", "A"], ask)).toBe(index);
    expect(asked).toBeLessThan(6 * 12);
  });

  it("say how each cell stands, the worst first", () => {
    const finding = (severity: "refused" | "warning" | "note", column: number | null) => ({ code: "x", severity, message: "…", column, title: null, value: null });
    const cells = [cell(0, "a"), cell(1, "b"), cell(2, "c", { certainty: 0.5 }), cell(3, "d", { fixed: "2", certainty: 0.5 }), cell(4, "e"), cell(5, "f", { question: { key: { mark: { title: "f" } }, message: "…", choices: [] } }), cell(6, "g")];
    const whole = row("S", 1, cells, { findings: [finding("note", 0), finding("refused", 0), finding("warning", 1), finding("note", 4), finding("warning", null), finding("note", 99)] });
    expect(cells.map((one) => standingOf(whole, one))).toEqual(["refused", "look", "look", "fixed", "note", "look", "plain"]);
    expect(ofRow(whole).map(({ severity, column }) => [severity, column])).toEqual([["warning", null], ["note", 99]]);
  });
});
