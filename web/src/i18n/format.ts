// Numbers, dates, distances and money as the reader's language writes them.
import { compassIndex } from "../geo/bearing";
import type { Lang } from "../state/state";
import type { Messages } from "./vi";

const LOCALE: Record<Lang, string> = { vi: "vi-VN", en: "en-GB" };

export interface Format {
  number(value: number, digits?: number): string;
  /** A share of one as a percentage: whole, and finer below ten. */
  percent(share: number): string;
  /** Metres of a plane coordinate, to the centimetre. */
  metres(value: number): string;
  degrees(value: number): string;
  distance(metres: number): string;
  direction(bearing: number): string;
  distanceAndDirection(metres: number, bearing: number): string;
  money(dong: number): string;
  date(iso: string): string;
  coordinates(lon: number, lat: number): string;
  list(parts: string[]): string;
}

export function createFormat(lang: Lang, messages: Messages): Format {
  const locale = LOCALE[lang];
  const number = (value: number, digits = 2) => new Intl.NumberFormat(locale, { maximumFractionDigits: digits }).format(value);
  const distance = (metres: number) => {
    if (metres < 1000) return messages.metres(number(Math.round(metres / 10) * 10, 0));
    return messages.kilometres(number(metres / 1000, metres < 100_000 ? 1 : 0));
  };
  const direction = (bearing: number) => messages.compass[compassIndex(bearing)] ?? "";
  return {
    number,
    percent: (share) => new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: share < 0.1 ? 1 : 0 }).format(share),
    metres: (value) => new Intl.NumberFormat(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 }).format(value),
    degrees: (value) => {
      const minutes = Math.round(value * 60);
      return `${Math.floor(minutes / 60)}°${String(minutes % 60).padStart(2, "0")}′`;
    },
    distance,
    direction,
    distanceAndDirection: (metres, bearing) =>
      metres < 50 ? messages.distanceHere : messages.distanceAndDirection(distance(metres), direction(bearing)),
    money: (dong) => (dong >= 1e9 ? messages.dongBillion(number(dong / 1e9)) : messages.dongMillion(number(dong / 1e6))),
    date: (iso) => formatDate(iso, locale),
    coordinates: (lon, lat) => `${lat.toFixed(5)}, ${lon.toFixed(5)}`,
    list: (parts) => new Intl.ListFormat(locale, { type: "unit", style: "long" }).format(parts),
  };
}

/** A date that may be only a year or a month, as sources give it. */
function formatDate(iso: string, locale: string): string {
  if (/^\d{4}$/.test(iso)) return iso;
  const month = /^(\d{4})-(\d{2})$/.exec(iso);
  const date = new Date(month ? `${iso}-01T00:00:00Z` : iso);
  if (Number.isNaN(date.getTime())) return iso;
  if (month) return new Intl.DateTimeFormat(locale, { year: "numeric", month: "2-digit", timeZone: "UTC" }).format(date);
  const timeZone = iso.length > 10 ? "Asia/Ho_Chi_Minh" : "UTC";
  return new Intl.DateTimeFormat(locale, { year: "numeric", month: "2-digit", day: "2-digit", timeZone }).format(date);
}
