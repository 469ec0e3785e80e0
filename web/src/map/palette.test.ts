// Neighbouring colours of a scale stay apart in print without colour and for colour-blind eyes.
import { describe, expect, it } from "vitest";
import { COUNT_COLOURS, COVERAGE_COLOURS, GAP, GAP_COLOURS, NO_GAP, NOTHING } from "./palette";

type Rgb = [number, number, number];

const linear = (hex: string): Rgb =>
  [1, 3, 5].map((i) => {
    const part = parseInt(hex.slice(i, i + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as Rgb;
const times = (matrix: readonly Rgb[], [r, g, b]: Rgb): Rgb => matrix.map(([x, y, z]) => x * r + y * g + z * b) as Rgb;
const luminance = ([r, g, b]: Rgb) => 0.2126 * r + 0.7152 * g + 0.0722 * b;

/** Complete colour blindness of each kind as matrices on linear RGB (Machado, Oliveira and Fernandes 2009). */
const EYES: Record<string, Rgb[]> = {
  normal: [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
  protanopia: [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
  deuteranopia: [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]],
  tritanopia: [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.3039]],
};

/** CIE L*a*b* under D65. */
function lab(rgb: Rgb): Rgb {
  const xyz = times([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]], rgb);
  const [x, y, z] = xyz.map((value, i) => {
    const t = value / ([0.9505, 1, 1.089][i] ?? 1);
    return t > 216 / 24389 ? Math.cbrt(t) : (t * 24389) / 27 / 116 + 16 / 116;
  }) as Rgb;
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

const difference = (a: Rgb, b: Rgb) => Math.hypot(...lab(a).map((value, i) => value - (lab(b)[i] ?? 0)));

const SCALES = { counts: [NOTHING, ...COUNT_COLOURS], coverage: COVERAGE_COLOURS, gaps: [NOTHING, ...GAP_COLOURS], gap: [NO_GAP, GAP] };

describe.each(Object.entries(SCALES))("the scale of %s", (_, colours) => {
  const pairs = colours.slice(1).map((colour, i) => [colours[i] ?? "", colour] as const);

  it("grows darker from class to class, also without colour", () => {
    for (const [light, dark] of pairs) {
      const ratio = (luminance(linear(light)) + 0.05) / (luminance(linear(dark)) + 0.05);
      expect(ratio, `${light} ${dark}`).toBeGreaterThan(1.2);
    }
  });

  it.each(Object.entries(EYES))("keeps neighbours apart with %s", (_, eye) => {
    for (const [a, b] of pairs) expect(difference(times(eye, linear(a)), times(eye, linear(b))), `${a} ${b}`).toBeGreaterThan(11);
  });
});
