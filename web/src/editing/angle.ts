// Longitude and latitude as people type them: degrees with a comma or a point, or degrees, minutes and seconds.
import type { Position } from "../api/contract";

const EAST = /[eđ]/i;
const NORTH = /[nb]/i;
const LETTERS = /[nbeđ]/gi;

/** Words for the marks of degrees, minutes and seconds, in the order in which they are looked for. */
const WORDS: [RegExp, string][] = [
  [/độ|đ(?=\s*\d)|º|˚|d(?=\s*\d)/gi, "°"],
  [/phút|[′’‘ʹ]|m(?=\s*\d)/gi, "'"],
  [/giây|[″”“ʺ]|''|s\s*$/gi, '"'],
];

/** One angle in degrees; null where the text means none. */
export function parseAngle(text: string): number | null {
  let plain = text.trim();
  for (const [word, mark] of WORDS) plain = plain.replace(word, mark);
  plain = plain.replace(LETTERS, " ").trim();
  const match = /^(-?\d{1,3}(?:[.,]\d+)?)\s*(?:°|\s|$)\s*(?:(\d{1,2}(?:[.,]\d+)?)\s*(?:'|\s|$)\s*(?:(\d{1,2}(?:[.,]\d+)?)\s*"?)?)?$/.exec(plain);
  if (!match) return null;
  const [degrees = 0, minutes = 0, seconds = 0] = match.slice(1).map((part) => (part === undefined ? undefined : Number(part.replace(",", "."))));
  if (minutes >= 60 || seconds >= 60) return null;
  const isPart = (first: string | undefined, next: string | undefined) => next === undefined || !/[.,]/.test(first ?? "");
  if (!isPart(match[1], match[2]) || !isPart(match[2], match[3])) return null;
  return degrees + (minutes + seconds / 60) / 60;
}

/** A place out of one text that holds both, as maps and messengers give it: latitude first, unless letters or the numbers say otherwise. */
export function parsePair(text: string): Position | null {
  const halves = halvesOf(text.trim());
  if (!halves) return null;
  const [first, second] = halves.map(parseAngle) as [number | null, number | null];
  if (first === null || second === null) return null;
  const isExchanged = (EAST.test(withoutWords(halves[0])) && NORTH.test(withoutWords(halves[1]))) || (first > 90 && second < 90);
  return isExchanged ? [first, second] : [second, first];
}

const withoutWords = (text: string) => text.replace(/độ|đ(?=\s*\d)/gi, " ");

function halvesOf(text: string): [string, string] | null {
  const cuts = [/^(.*?[nbeđ"″]\s*)[,;\s]\s*(\d.*)$/i, /^(.+?)\s*[;\t/|]\s*(.+)$/, /^(.+?),\s+(.+)$/, /^(-?\d+\.\d+)\s*,\s*(-?\d+\.\d+)$/, /^(-?\d+[.,]\d+)\s+(-?\d+[.,]\d+)$/];
  for (const cut of cuts) {
    const match = cut.exec(text);
    if (match?.[1] && match[2] && parseAngle(match[1]) !== null && parseAngle(match[2]) !== null) return [match[1], match[2]];
  }
  return null;
}

/** Whether a place can be one of Vietnam, with its islands. */
export const isNearVietnam = ([lon, lat]: Position): boolean => lon >= 102 && lon <= 118 && lat >= 4.5 && lat <= 23.6;
