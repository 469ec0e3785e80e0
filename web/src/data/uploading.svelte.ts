// Files on their way to the server, one after the other; what failed stays here with its file, so that it can be sent again.
import type { Import } from "../api/imports";
import { FILE_MOST, uploadAddress } from "../api/imports";
import type { Refusal } from "../api/editing";
import { atlas } from "../state/atlas.svelte";
import { session } from "./session.svelte";

export interface Upload {
  key: number;
  file: File;
  /** From 0 to 1; null while it waits for its turn. */
  share: number | null;
  /** Why it did not arrive: nobody signed in, no way to the server, too large, or the server's own words. */
  trouble: { kind: "cut" | "signed-out" | "too-large" | "full" | "refused"; detail: string } | null;
}

type Answer = { status: number; text: string } | null;

class Uploading {
  list = $state.raw<Upload[]>([]);
  #running: XMLHttpRequest | null = null;
  #busy = false;
  #next = 1;

  /** Takes files; `onarrived` hears of each that the server has. */
  add(files: Iterable<File>, onarrived: (made: Import) => void): void {
    const added = [...files].map((file): Upload => {
      const trouble = file.size > FILE_MOST ? { kind: "too-large" as const, detail: "" } : null;
      return { key: this.#next++, file, share: null, trouble };
    });
    this.list = [...this.list, ...added];
    void this.#run(onarrived);
  }

  retry(key: number, onarrived: (made: Import) => void): void {
    this.#change(key, { trouble: null, share: null });
    void this.#run(onarrived);
  }

  /** Gives a file up, also while it is being sent. */
  remove(key: number): void {
    const running = this.list.find((upload) => upload.key === key)?.share !== null;
    this.list = this.list.filter((upload) => upload.key !== key);
    if (running) this.#running?.abort();
  }

  #change(key: number, patch: Partial<Upload>): void {
    this.list = this.list.map((upload) => (upload.key === key ? { ...upload, ...patch } : upload));
  }

  async #run(onarrived: (made: Import) => void): Promise<void> {
    if (this.#busy) return;
    this.#busy = true;
    for (let next = this.#waiting(); next; next = this.#waiting()) await this.#one(next, onarrived);
    this.#busy = false;
  }

  #waiting = () => this.list.find(({ share, trouble }) => share === null && trouble === null);

  async #one({ key, file }: Upload, onarrived: (made: Import) => void): Promise<void> {
    this.#change(key, { share: 0 });
    let answer = await this.#send(key, file);
    if (answer && problemOf(answer).code === "csrf" && (await session.ask())) answer = await this.#send(key, file);
    if (!this.list.some((upload) => upload.key === key)) return;
    if (answer?.status === 201) {
      this.list = this.list.filter((upload) => upload.key !== key);
      onarrived(JSON.parse(answer.text) as Import);
    } else this.#change(key, { share: null, trouble: troubleOf(answer) });
  }

  /** Sends the bytes; `fetch` would not tell how many have gone. */
  #send(key: number, file: File): Promise<Answer> {
    return new Promise((resolve) => {
      const request = new XMLHttpRequest();
      this.#running = request;
      request.open("POST", uploadAddress(file.name, atlas.state.lang));
      request.setRequestHeader("Accept", "application/json");
      request.setRequestHeader("Content-Type", "application/octet-stream");
      request.setRequestHeader("X-CSRF-Token", session.csrf);
      request.upload.onprogress = ({ loaded, total }) => this.#change(key, { share: total ? loaded / total : 0 });
      request.onload = () => resolve({ status: request.status, text: request.responseText });
      request.onerror = request.onabort = () => resolve(null);
      request.send(file);
    });
  }
}

function problemOf(answer: { text: string }): Refusal {
  try {
    return JSON.parse(answer.text) as Refusal;
  } catch {
    return {};
  }
}

function troubleOf(answer: Answer): Upload["trouble"] {
  if (!answer || [502, 503, 504].includes(answer.status)) return { kind: "cut", detail: "" };
  const { detail, title } = problemOf(answer);
  const kind = { 401: "signed-out", 413: "too-large", 507: "full" } as const;
  return { kind: kind[answer.status as keyof typeof kind] ?? "refused", detail: detail ?? title ?? "" };
}

export const uploading = new Uploading();
