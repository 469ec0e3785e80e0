// The import that is open: what the server says of it, how its rehearsal goes on, and what is said of it and not yet sent.
import type { FeatureCollection, Point } from "geojson";
import type { RequestError } from "../api/client";
import { type Import, importAddress, importPart, type Progress, ROWS_PAGE, type RowList, type RowPoint, type RowQuestion, rowsAddress, type Said, type Summary } from "../api/imports";
import { exchange, refusalOf, type Sent } from "../api/sending";
import { failureOf, sendSigned } from "../editing/deliver";
import { countSaid, nextMessage, together, without } from "../imports/said";
import { indexOfRow } from "../imports/rowSearch";
import { UnsentBox } from "../imports/unsent";
import { atlas } from "../state/atlas.svelte";
import { Resource } from "./resource.svelte";
import { session } from "./session.svelte";
import { storage, work } from "./work.svelte";

/** What keeps something from being sent. */
export interface Trouble {
  kind: "cut" | "signed-out" | "moved" | "rehearsal-moved" | "refused" | "failed";
  /** The server's own words. */
  detail: string;
}

const EVERY_ROW: RowQuestion = { outcome: null, finding: null, sheet: null, look: false };
const POLL_MS = 1500;
const isOver = ({ stage }: Progress) => stage === "done" || stage === "failed" || stage === "cancelled";

export class OpenImport {
  readonly id: number;
  value = $state.raw<Import | null>(null);
  error = $state.raw<RequestError | null>(null);
  progress = $state.raw<Progress | null>(null);
  /** The last summary; it stays while a newer one is being worked out. */
  summary = $state.raw<Summary | null>(null);
  /** What has been said and is not known to have arrived. */
  unsent = $state.raw<Said>({});
  sending = $state(false);
  trouble = $state.raw<Trouble | null>(null);
  /** Grows with every rehearsal that has come to its end, so that rows are asked for anew. */
  edition = $state(0);
  /** Which rows are shown, from which on, and which one is open. */
  question = $state.raw<RowQuestion>(EVERY_ROW);
  offset = $state(0);
  chosen = $state.raw<{ sheet: string; row: number } | null>(null);
  readonly rows = new Resource<RowList>(async (url) => (await exchange<RowList>({ method: "GET", url })).value);
  readonly points = new Resource<FeatureCollection<Point, RowPoint>>(async (url) => (await exchange<FeatureCollection<Point, RowPoint>>({ method: "GET", url })).value);
  readonly #box: UnsentBox;
  #etag = "";
  #events: EventSource | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #closed = false;
  /** Whether something is sent as soon as the rehearsal has come to its end. */
  #waits = false;

  constructor(id: number) {
    this.id = id;
    this.#box = new UnsentBox(storage(), session.account?.username ?? "", id);
    this.unsent = this.#box.read();
  }

  get isReading(): boolean {
    return this.progress !== null && !isOver(this.progress);
  }

  may(right: Import["may"][number]): boolean {
    return this.value?.may.includes(right) ?? false;
  }

  close(): void {
    this.#closed = true;
    this.#unwatch();
  }

  async load(): Promise<void> {
    try {
      this.#take(await exchange<Import>({ method: "GET", url: importAddress(this.id, atlas.state.lang) }));
      this.error = null;
    } catch (cause) {
      this.error = cause as RequestError;
    }
  }

  #take({ value, etag }: Sent<Import>): void {
    if (this.#closed) return;
    const isSame = this.value?.version === value.version && this.value.progress.stage === "done";
    this.value = value;
    this.#etag = etag || `"i${value.version}"`;
    this.progress = value.progress;
    this.summary = value.summary ?? this.summary;
    if (!isOver(value.progress)) this.#watch();
    else {
      this.#unwatch();
      if (value.progress.stage !== "done" || isSame) return;
      this.edition += 1;
      if (this.#waits) void this.send();
    }
  }

  /** Follows the rehearsal as the server tells it, and asks from time to time where that is cut. */
  #watch(): void {
    if (this.#events || this.#timer !== undefined) return;
    const events = new EventSource(importPart(this.id, "progress", atlas.state.lang));
    this.#events = events;
    events.addEventListener("progress", (event) => {
      this.progress = JSON.parse(event.data as string) as Progress;
      if (!isOver(this.progress)) return;
      this.#unwatch();
      void this.load();
    });
    events.onerror = () => {
      this.#unwatch();
      this.#timer = setTimeout(() => {
        this.#timer = undefined;
        void this.load();
      }, POLL_MS);
    };
  }

  #unwatch(): void {
    this.#events?.close();
    this.#events = null;
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  /** Shows the rows of another question, from the first on. */
  filter(patch: Partial<RowQuestion>): void {
    this.question = { ...this.question, ...patch };
    this.offset = 0;
    this.chosen = null;
  }

  get isFiltered(): boolean {
    const { outcome, finding, sheet, look } = this.question;
    return (outcome ?? finding ?? sheet) !== null || look;
  }

  clearFilter(): void {
    this.filter(EVERY_ROW);
  }

  loadRows(): void {
    void this.rows.load(rowsAddress(this.id, this.question, this.offset, atlas.state.lang));
  }

  loadPoints(): void {
    void this.points.load(importPart(this.id, "rows.geojson", atlas.state.lang));
  }

  /** Opens a row wherever it stands: on the page that is shown, or else on the one that holds it. */
  async choose(sheet: string, row: number): Promise<void> {
    this.chosen = { sheet, row };
    if (this.rows.value?.rows.some((one) => one.sheet === sheet && one.row === row)) return;
    const order = (this.summary?.sheets ?? []).map(({ name }) => name);
    const ask = async (offset: number) => {
      const { value } = await exchange<RowList>({ method: "GET", url: rowsAddress(this.id, EVERY_ROW, offset, atlas.state.lang, 1) });
      return { all: value.numberMatched, row: value.rows[0] ?? null };
    };
    try {
      const found = await indexOfRow({ sheet, row }, order, ask);
      this.question = EVERY_ROW;
      this.offset = found - (found % ROWS_PAGE);
      this.chosen = { sheet, row };
    } catch {
      this.chosen = null;
    }
  }

  /** Says more of the file. It is kept here until the server has it. */
  say(more: Said): void {
    this.unsent = together(this.unsent, more);
    this.#box.write(this.unsent);
    void this.send();
  }

  /** Throws away what was not sent. */
  forget(): void {
    this.unsent = {};
    this.#box.write({});
    this.trouble = null;
  }

  async send(): Promise<void> {
    if (this.sending || countSaid(this.unsent) === 0) return;
    this.sending = true;
    this.trouble = null;
    while (countSaid(this.unsent) > 0 && this.trouble === null) {
      // Which cells are alike is known once the rehearsal has come to its end.
      this.#waits = this.isReading && (this.unsent.cells ?? []).some(({ alike }) => alike);
      if (this.#waits) break;
      const said = nextMessage(this.unsent);
      try {
        const answer = await sendSigned<Import>({ method: "PATCH", url: importAddress(this.id, atlas.state.lang), body: said, match: this.#etag }, work.sender);
        this.unsent = without(this.unsent, said);
        this.#box.write(this.unsent);
        this.#take(answer);
      } catch (cause) {
        this.trouble = troubleOf(cause);
      }
    }
    this.sending = false;
  }

  /** Takes the newest version, and sends what is still unsent on top of it. */
  async catchUp(): Promise<void> {
    await this.load();
    this.trouble = null;
    await this.send();
  }

  /** Does something with the import as it was seen; false where it was not done. */
  async act(method: "POST" | "DELETE", part: string, body?: unknown): Promise<boolean> {
    this.trouble = null;
    this.sending = true;
    const url = part ? importPart(this.id, part, atlas.state.lang) : importAddress(this.id, atlas.state.lang);
    try {
      await sendSigned<Import | null>({ method, url, match: this.#etag, ...(body !== undefined && { body }) }, work.sender);
      if (method !== "DELETE") await this.load();
      return true;
    } catch (cause) {
      const trouble = troubleOf(cause);
      if (trouble.kind === "rehearsal-moved" || trouble.kind === "moved") await this.load();
      this.trouble = trouble;
      return false;
    } finally {
      this.sending = false;
    }
  }
}

function troubleOf(cause: unknown): Trouble {
  const refusal = refusalOf(cause);
  const failure = failureOf(cause);
  const detail = refusal?.detail ?? refusal?.title ?? "";
  if (failure.kind === "cut" || failure.kind === "signed-out") return { kind: failure.kind, detail };
  if (refusal?.code === "rehearsal_moved") return { kind: "rehearsal-moved", detail };
  if (refusal?.status === 412) return { kind: "moved", detail };
  if (refusal?.status === 422 || refusal?.status === 400) return { kind: "refused", detail };
  return { kind: "failed", detail };
}
