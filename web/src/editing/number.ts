// Numbers as people type them, with a comma or a point; read as the server reads the cells of a file.

/** The number a text means; null where it means none. A lone mark is decimal; two marks, or spaces, separate thousands. */
export function parseNumber(text: string): number | null {
  const match = /^([-−+]?)(.*)$/.exec(text.trim());
  const digits = match?.[2] ?? "";
  const sign = match?.[1] === "-" || match?.[1] === "−" ? -1 : 1;
  const points = digits.split(".").length - 1;
  const commas = digits.split(",").length - 1;
  const mark = decimalMark(digits, points, commas);
  if (mark === null) return null;
  const at = mark ? digits.lastIndexOf(mark) : digits.length;
  const fraction = digits.slice(at + 1);
  const whole = digits.slice(0, at) === "" && fraction !== "" ? "0" : ungrouped(digits.slice(0, at));
  return whole === null || !/^\d*$/.test(fraction) ? null : sign * Number(`${whole}.${fraction}0`);
}

/** A whole number, in which a mark before three digits separates thousands. */
export function parseWhole(text: string): number | null {
  const digits = ungrouped(text.trim());
  if (digits !== null) return Number(digits);
  const number = parseNumber(text);
  return number !== null && Number.isInteger(number) ? number : null;
}

/** The decimal mark, "" where there is none, null where the text is no number. */
function decimalMark(digits: string, points: number, commas: number): string | null {
  if (points === 1 && commas === 0) return ".";
  if (points === 0 && commas === 1) return ",";
  if (commas === 1 && digits.lastIndexOf(",") > digits.lastIndexOf(".")) return ",";
  if (points === 1 && digits.lastIndexOf(".") > digits.lastIndexOf(",")) return ".";
  return points === 0 || commas === 0 ? "" : null;
}

function ungrouped(text: string): string | null {
  const groups = text.split(/[.,\s]/);
  const marks = new Set(text.match(/[.,\s]/g) ?? []);
  const isGroup = (group: string, i: number) => (groups.length === 1 ? group !== "" : i === 0 ? /^\d{1,3}$/.test(group) : group.length === 3);
  const digits = groups.join("");
  return marks.size <= 1 && groups.every(isGroup) && /^\d+$/.test(digits) ? digits : null;
}
