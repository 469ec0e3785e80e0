// What people type is read as they mean it, or not at all.
import { describe, expect, it } from "vitest";
import { isNearVietnam, parseAngle, parsePair } from "./angle";
import { parseNumber, parseWhole } from "./number";

describe("numbers", () => {
  it.each([["1,5", 1.5], ["1.5", 1.5], ["1.500,5", 1500.5], ["1,500.5", 1500.5], ["1.500.000", 1_500_000], ["1 500", 1500], ["0,25", 0.25], [",5", 0.5], ["−3", -3], ["12", 12]])(
    "%s",
    (text, number) => expect(parseNumber(text)).toBe(number),
  );
  it.each(["", "ba", "1,2,3", "12.5.2020", "1.5ha", "1e5", "1.50.000"])("%s is none", (text) => expect(parseNumber(text)).toBeNull());
  it("separates thousands of whole numbers", () => {
    expect(parseWhole("10.000")).toBe(10_000);
    expect(parseWhole("1.5")).toBeNull();
    expect(parseWhole("2019")).toBe(2019);
  });
});

describe("angles", () => {
  it.each([["105.852", 105.852], ["105,852", 105.852], ["105.852°", 105.852], ["105°51'07.2\"E", 105.852], ["105° 51′ 07,2″ Đ", 105.852], ["21 01 42.6 N", 21.0285], ["105d51m07.2s", 105.852], ["21°1,71'B", 21.0285], ["105 độ 51 phút 7,2 giây", 105.852]])(
    "%s",
    (text, degrees) => expect(parseAngle(text)).toBeCloseTo(degrees, 6),
  );
  it.each(["", "abc", "105°61'", "105.5°10'", "1055", "105,852,3"])("%s is none", (text) => expect(parseAngle(text)).toBeNull());

  it.each(["21.0285, 105.852", "21.0285,105.852", "21,0285; 105,852", "21,0285 105,852", "105.852, 21.0285", "21°01'42.6\"N 105°51'07.2\"E", "105°51'07.2\"E, 21°01'42.6\"N"])(
    "the pair %s",
    (text) => {
      const [lon = 0, lat = 0] = parsePair(text) ?? [];
      expect(lon).toBeCloseTo(105.852, 6);
      expect(lat).toBeCloseTo(21.0285, 6);
    },
  );
  it.each(["105.852", "hai mươi", "", "21,0285"])("%s is no pair", (text) => expect(parsePair(text)).toBeNull());

  it("knows where Vietnam is", () => {
    expect(isNearVietnam([105.8, 21])).toBe(true);
    expect(isNearVietnam([112.3, 16.5])).toBe(true);
    expect(isNearVietnam([21, 105.8])).toBe(false);
  });
});
