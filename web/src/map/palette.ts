// The colours of the areas: from light to dark, told apart by colour-blind people and on grey paper; held by palette.test.ts.

/** Marks that lie over a colour, so that it is not told by colour alone. */
export type Pattern = "hatch-unknown" | "hatch-gap" | "dots-over";

/** Light green to dark blue, after ColorBrewer's YlGnBu. */
export const COUNT_COLOURS = ["#c7e9b4", "#7fcdbb", "#41a6bd", "#2c72b0", "#253494"] as const;
/** Light to dark violet, after ColorBrewer's Purples. */
export const COVERAGE_COLOURS = ["#e2dcf0", "#bcb2dc", "#9284c2", "#6a4fa3", "#3f1473"] as const;
/** Light yellow to dark brown, after ColorBrewer's YlOrBr. */
export const GAP_COLOURS = ["#fee9a8", "#fdc255", "#ec8a1d", "#bf5206", "#7c2d04"] as const;
export const NOTHING = "#ffffff";
export const UNKNOWN = "#f6f4ee";
export const NO_GAP = "#d3e8e1";
export const GAP = "#f6b15c";
