// From numbers to classes: which colour and pattern each region wears, what the legend says of it, and what its value is in words.
import type { Gaps, GapsByCommune, GapsByProvince, Statistics, StatisticsRow } from "../api/statistics";
import type { Format } from "../i18n/format";
import type { Messages } from "../i18n/vi";
import { countRanges } from "./breaks";
import { COUNT_COLOURS, COVERAGE_COLOURS, GAP, GAP_COLOURS, NO_GAP, NOTHING, type Pattern, UNKNOWN } from "./palette";

export interface MapClass {
  key: string;
  label: string;
  colour: string;
  pattern: Pattern | null;
}

export interface Scheme {
  title: string;
  /** The classes of the legend, least first. */
  classes: MapClass[];
  /** The class of a region; null for one that the question leaves out. */
  classOf: (id: string) => MapClass | null;
  /** The value of a region in words. */
  said: (id: string) => string;
}

export interface Words {
  text: Messages;
  format: Format;
}

const plain = (key: string, label: string, colour: string, pattern: Pattern | null = null): MapClass => ({ key, label, colour, pattern });
const byId = (rows: readonly StatisticsRow[]) => new Map(rows.flatMap((row) => (row.id ? [[row.id, row] as const] : [])));

/** Colours for fewer classes than there are colours, spread so that the greatest is the darkest. */
const spread = (colours: readonly string[], count: number, i: number): string =>
  colours[count <= 1 ? Math.floor(colours.length / 2) : Math.round((i * (colours.length - 1)) / (count - 1))] ?? NOTHING;

/** `isWhole` says whether a region without a row is outside of the question, and not only without a site. */
export function countScheme({ rows }: Pick<Statistics, "rows">, isWhole: boolean, { text, format }: Words): Scheme {
  const counts = byId(rows);
  const ranges = countRanges([...counts.values()].map(({ total }) => total));
  const zero = plain("zero", text.layers.classZero, NOTHING);
  const classes = ranges.map(({ from, to }, i) =>
    plain(`count-${i}`, text.layers.classCount(format.number(from), format.number(to)), spread(COUNT_COLOURS, ranges.length, i)),
  );
  const countOf = (id: string) => counts.get(id)?.total ?? (isWhole ? null : 0);
  return {
    title: text.layers.count,
    classes: [zero, ...classes],
    classOf: (id) => {
      const count = countOf(id);
      if (count === null) return null;
      return count === 0 ? zero : (classes[ranges.findIndex(({ to }) => count <= to)] ?? null);
    },
    said: (id) => {
      const count = countOf(id);
      return count === null ? "" : text.stats.count(format.number(count));
    },
  };
}

/** The quarter that a share lies in: 0 to 3, and 4 above one. */
export const quarter = (share: number): number => (share > 1 ? 4 : Math.min(Math.floor(share * 4), 3));

export function coverageScheme({ rows }: Pick<Statistics, "rows">, isWhole: boolean, { text, format }: Words): Scheme {
  const known = byId(rows);
  const unknown = plain("unknown", text.layers.classUnknown, UNKNOWN, "hatch-unknown");
  const classes = COVERAGE_COLOURS.map((colour, i) => {
    const [from, to] = [format.number(i * 25), format.number(i * 25 + 25)];
    if (i === 4) return plain("over", text.layers.classOver, colour, "dots-over");
    return plain(`quarter-${i}`, i === 3 ? text.layers.classShare(from, to) : text.layers.classUnder(from, to), colour);
  });
  const shareOf = (id: string) => known.get(id)?.coverage?.ratio ?? null;
  return {
    title: text.layers.coverage,
    classes: [unknown, ...classes],
    classOf: (id) => {
      if (isWhole && !known.has(id)) return null;
      const share = shareOf(id);
      return share === null ? unknown : (classes[quarter(share)] ?? null);
    },
    said: (id) => {
      const coverage = known.get(id)?.coverage;
      if (!coverage || coverage.ratio === null) return text.layers.classUnknown;
      return text.layers.saidCoverage(format.percent(coverage.ratio), format.number(coverage.ours), format.number(coverage.reported));
    },
  };
}

function gapCommunes({ rows, max_km: km }: GapsByCommune, inside: ReadonlySet<string> | null, { text, format }: Words): Scheme {
  const gaps = new Map(rows.map((row) => [row.id, row]));
  const [gap, none] = [plain("gap", text.layers.classGap, GAP, "hatch-gap"), plain("near", text.layers.classNoGap, NO_GAP)];
  return {
    title: text.layers.gapCommunes(format.number(km)),
    classes: [none, gap],
    classOf: (id) => (gaps.has(id) ? gap : inside && !inside.has(id) ? null : none),
    said: (id) => {
      const row = gaps.get(id);
      if (!row) return text.layers.classNoGap;
      return row.distance_km === null ? text.stats.noPlace : text.layers.saidDistance(format.distance(row.distance_km * 1000));
    },
  };
}

function gapShares({ rows, max_km: km }: GapsByProvince, { text, format }: Words): Scheme {
  const shares = new Map(rows.map((row) => [row.id, row]));
  const none = plain("none", text.layers.classNone, NOTHING);
  const classes = GAP_COLOURS.map((colour, i) => {
    if (i === 4) return plain("all", text.layers.classAll, colour, "hatch-gap");
    return plain(`quarter-${i}`, text.layers.classUnder(i === 0 ? `> ${format.number(0)}` : format.number(i * 25), format.number(i * 25 + 25)), colour);
  });
  return {
    title: text.layers.gapShare(format.number(km)),
    classes: [none, ...classes],
    classOf: (id) => {
      const row = shares.get(id);
      if (!row || row.share === null) return null;
      if (row.gaps === 0) return none;
      return classes[row.gaps >= row.communes ? 4 : quarter(row.share)] ?? null;
    },
    said: (id) => {
      const row = shares.get(id);
      return row && row.share !== null ? text.layers.saidShare(format.percent(row.share), format.number(row.gaps), format.number(row.communes)) : "";
    },
  };
}

/** `inside` holds the communes that a region filter leaves; null is all of them. */
export const gapScheme = (gaps: Gaps, inside: ReadonlySet<string> | null, words: Words): Scheme =>
  gaps.by === "commune" ? gapCommunes(gaps, inside, words) : gapShares(gaps, words);
