// Draws the pictures of the map by hand on a canvas: sector symbols, cluster rings, stack spokes, markers.
import type { Sector } from "../api/contract";
import type { Pattern } from "./palette";
import { ringOffset } from "./spots";
import { COLOUR, type Grade, SECTORS, SHAPE } from "./symbols";

export const PIXEL_RATIO = 2;
const INK = "#1c2420";
/** The radius of the ring of a cluster, by its size. */
const RING_RADII = [17, 20, 24, 28];

type Pen = CanvasRenderingContext2D;

function picture(size: number, paint: (pen: Pen, middle: number) => void): ImageData {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = size * PIXEL_RATIO;
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  if (!pen) return new ImageData(canvas.width, canvas.height);
  pen.scale(PIXEL_RATIO, PIXEL_RATIO);
  paint(pen, size / 2);
  return pen.getImageData(0, 0, canvas.width, canvas.height);
}

/** Runs a drawing in the 24 by 24 box of the shapes, scaled around a middle. */
function inBox(pen: Pen, middle: number, scale: number, paint: () => void): void {
  pen.save();
  pen.translate(middle, middle);
  pen.scale(scale, scale);
  pen.translate(-12, -12);
  paint();
  pen.restore();
}

function symbol(pen: Pen, middle: number, sector: Sector, grade: Grade): void {
  const shape = new Path2D(SHAPE[sector]);
  const colour = COLOUR[sector];
  pen.lineJoin = "round";
  if (grade === "exact") {
    inBox(pen, middle, 1, () => {
      pen.strokeStyle = "#fff";
      pen.lineWidth = 4;
      pen.stroke(shape);
      pen.fillStyle = colour;
      pen.fill(shape);
    });
    return;
  }
  inBox(pen, middle, 1.1, () => {
    pen.fillStyle = "rgba(255,255,255,0.88)";
    pen.fill(shape);
    pen.strokeStyle = colour;
    pen.lineWidth = 1.3;
    pen.setLineDash([2.6, 2.2]);
    pen.stroke(shape);
    pen.setLineDash([]);
  });
  inBox(pen, middle, 0.6, () => {
    pen.fillStyle = grade === "commune" ? colour : "#fff";
    pen.strokeStyle = colour;
    pen.lineWidth = 3.2;
    pen.fill(shape);
    pen.stroke(shape);
  });
}

function focus(pen: Pen, middle: number, sector: Sector, grade: Grade): void {
  pen.beginPath();
  pen.arc(middle, middle, 17, 0, 2 * Math.PI);
  pen.fillStyle = "#fff";
  pen.shadowColor = "rgba(28,36,32,0.45)";
  pen.shadowBlur = 5;
  pen.fill();
  pen.shadowColor = "transparent";
  pen.strokeStyle = INK;
  pen.lineWidth = 2.5;
  pen.stroke();
  symbol(pen, middle, sector, grade);
}

function cluster(pen: Pen, middle: number, radius: number, counts: number[]): void {
  const total = counts.reduce((sum, count) => sum + count, 0) || 1;
  pen.beginPath();
  pen.arc(middle, middle, radius, 0, 2 * Math.PI);
  pen.fillStyle = "#fff";
  pen.shadowColor = "rgba(28,36,32,0.35)";
  pen.shadowBlur = 4;
  pen.fill();
  pen.shadowColor = "transparent";
  let from = -Math.PI / 2;
  pen.lineWidth = 5.5;
  for (const [i, count] of counts.entries()) {
    const sector = SECTORS[i];
    if (!count || !sector) continue;
    const to = from + (2 * Math.PI * count) / total;
    pen.beginPath();
    pen.arc(middle, middle, radius - 3.4, from, to);
    pen.strokeStyle = COLOUR[sector];
    pen.stroke();
    from = to;
  }
}

function spokes(pen: Pen, middle: number, count: number): void {
  pen.strokeStyle = "rgba(28,36,32,0.55)";
  pen.lineWidth = 1.2;
  for (let i = 0; i < count; i++) {
    const [x, y] = ringOffset(i, count);
    pen.beginPath();
    pen.moveTo(middle, middle);
    pen.lineTo(middle + x, middle + y);
    pen.stroke();
  }
  pen.beginPath();
  pen.arc(middle, middle, 3, 0, 2 * Math.PI);
  pen.fillStyle = INK;
  pen.fill();
}

function origin(pen: Pen, middle: number): void {
  pen.beginPath();
  pen.arc(middle, middle, 11, 0, 2 * Math.PI);
  pen.fillStyle = "rgba(20,86,184,0.22)";
  pen.fill();
  pen.beginPath();
  pen.arc(middle, middle, 6.5, 0, 2 * Math.PI);
  pen.fillStyle = "#1456b8";
  pen.strokeStyle = "#fff";
  pen.lineWidth = 2.5;
  pen.fill();
  pen.stroke();
}

/** A tile of slanting lines that meets itself on every side. */
function hatch(pen: Pen, size: number, colour: string, width: number, turn: 1 | -1): void {
  pen.strokeStyle = colour;
  pen.lineWidth = width;
  for (const shift of [-size, 0, size]) {
    pen.beginPath();
    pen.moveTo(shift - 1, turn > 0 ? size + 1 : -1);
    pen.lineTo(shift + size + 1, turn > 0 ? -1 : size + 1);
    pen.stroke();
  }
}

function dots(pen: Pen, size: number): void {
  pen.fillStyle = "#fff";
  for (const [x, y] of [[0.25, 0.25], [0.75, 0.75]] as const) {
    pen.beginPath();
    pen.arc(x * size, y * size, 1.1, 0, 2 * Math.PI);
    pen.fill();
  }
}

const PATTERNS: Record<Pattern, () => ImageData> = {
  "hatch-unknown": () => picture(10, (pen) => hatch(pen, 10, "#b9b4a6", 1, 1)),
  "hatch-gap": () => picture(8, (pen) => hatch(pen, 8, "#7c2d04", 1.1, -1)),
  "dots-over": () => picture(8, (pen) => dots(pen, 8)),
};

const SECTOR_GRADE = /^(mark|focus)-(crop|livestock|fisheries)-(exact|commune|district)$/;

/** The picture of a name such as `mark-crop-commune`, `cluster-2-8-7-1`, `spokes-4`, `hatch-gap` or `origin`. */
export function paint(name: string): ImageData | null {
  const known = SECTOR_GRADE.exec(name);
  if (known) {
    const [, what, sector, grade] = known as unknown as [string, string, Sector, Grade];
    return what === "mark"
      ? picture(30, (pen, middle) => symbol(pen, middle, sector, grade))
      : picture(46, (pen, middle) => focus(pen, middle, sector, grade));
  }
  if (name in PATTERNS) return PATTERNS[name as Pattern]();
  if (name === "origin") return picture(28, origin);
  const [what, ...rest] = name.split("-");
  const numbers = rest.map(Number);
  if (what === "cluster" && numbers.length === 4) {
    const [size = 0, ...parts] = numbers;
    const radius = RING_RADII[size] ?? 28;
    return picture(2 * radius + 10, (pen, middle) => cluster(pen, middle, radius, parts));
  }
  if (what === "spokes" && numbers[0]) return picture(180, (pen, middle) => spokes(pen, middle, numbers[0] as number));
  return null;
}
