// Tables are ordered as Vietnamese readers expect, and the unknown never leads.
import { expect, it } from "vitest";
import { reordered, sorted } from "./sorting";

it("orders numbers either way and puts the unknown last", () => {
  const rows = [{ n: 3 }, { n: null }, { n: 10 }, { n: 0 }];
  expect(sorted(rows, ({ n }) => n, "descending").map(({ n }) => n)).toEqual([10, 3, 0, null]);
  expect(sorted(rows, ({ n }) => n, "ascending").map(({ n }) => n)).toEqual([0, 3, 10, null]);
});

it("orders names by the Vietnamese alphabet", () => {
  const names = ["Đà Nẵng", "Hà Nội", "An Giang", "Cần Thơ", "Điện Biên"];
  expect(sorted(names, (name) => name, "ascending")).toEqual(["An Giang", "Cần Thơ", "Đà Nẵng", "Điện Biên", "Hà Nội"]);
});

it("keeps equal rows as they were", () => {
  const rows = [{ id: "b", n: 1 }, { id: "a", n: 1 }];
  expect(sorted(rows, ({ n }) => n, "descending")).toEqual(rows);
});

it("turns round on the same column, and starts another with the greatest number or the first letter", () => {
  const order = { column: "total", direction: "descending" } as const;
  expect(reordered(order, "total", true)).toEqual({ column: "total", direction: "ascending" });
  expect(reordered(order, "coverage", true).direction).toBe("descending");
  expect(reordered(order, "name", false).direction).toBe("ascending");
});
