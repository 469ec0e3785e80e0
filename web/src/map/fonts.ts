// The families that the labels of the map are drawn with.
export const FONT = "Be Vietnam Pro";
export const FONT_STRONG = "Be Vietnam Pro SemiBold";
