// The shapes of regions: all of the level that the map is coloured by, the chosen ones, and the open one.
import { untrack } from "svelte";
import { getJson } from "../api/client";
import type { Shape, Shapes } from "../api/statistics";
import { shapeAddress, shapesAddress, type ShapesQuestion } from "../api/statisticsQueries";
import { levelOfId } from "../state/state";
import { Resource } from "./resource.svelte";

/** How far the line of an outline may be off, in metres: more for the great units. */
const RESOLUTION = { province: 300, district: 80, commune: 20 } as const;

class RegionShapes {
  level = new Resource<Shapes>();
  unit = new Resource<Shape>();
  /** The shapes of the chosen regions, and which these are; one without a shape is left out. */
  chosen = $state.raw<{ of: string; shapes: Shape[] }>({ of: "", shapes: [] });
  #wanted = "";

  loadLevel(question: ShapesQuestion, lang: string): void {
    this.level.ask(shapesAddress(question, lang));
  }

  loadUnit(id: string | null, lang: string): void {
    const shown = untrack(() => this.unit.value);
    if (shown && shown.id !== id) this.unit.clear();
    if (id) this.unit.ask(shapeAddress(id, RESOLUTION[levelOfId(id)], lang));
  }

  async loadChosen(ids: readonly string[], lang: string): Promise<void> {
    const of = ids.join();
    const wanted = `${of} ${lang}`;
    if (wanted === this.#wanted) return;
    this.#wanted = wanted;
    const found = await Promise.allSettled(ids.map((id) => getJson<Shape>(shapeAddress(id, RESOLUTION[levelOfId(id)], lang))));
    if (this.#wanted !== wanted) return;
    this.chosen = { of, shapes: found.flatMap((answer) => (answer.status === "fulfilled" ? [answer.value] : [])) };
  }
}

export const regionShapes = new RegionShapes();
