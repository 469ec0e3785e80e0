// One answer of the server that is asked for again whenever its address changes.
import { getJson, isAbort, RequestError } from "../api/client";

export class Resource<T> {
  /** The last good answer; it stays while a newer one is on its way. */
  value = $state.raw<T | null>(null);
  /** The address that `value` answers. */
  source = $state("");
  error = $state.raw<RequestError | null>(null);
  loading = $state(false);
  #abort: AbortController | null = null;
  #url = "";
  readonly #read: (url: string, signal: AbortSignal) => Promise<T>;

  constructor(read: (url: string, signal: AbortSignal) => Promise<T> = getJson<T>) {
    this.#read = read;
  }

  async load(url: string): Promise<void> {
    this.#abort?.abort();
    const abort = new AbortController();
    this.#abort = abort;
    this.#url = url;
    this.loading = true;
    try {
      const value = await this.#read(url, abort.signal);
      if (abort.signal.aborted) return;
      this.value = value;
      this.source = url;
      this.error = null;
    } catch (cause) {
      if (abort.signal.aborted || isAbort(cause)) return;
      this.error = cause instanceof RequestError ? cause : new RequestError(null);
    }
    this.loading = false;
  }

  /** Loads an address unless it is the one that was asked for last. */
  ask(url: string): void {
    if (url !== this.#url) void this.load(url);
  }

  retry(): void {
    void this.load(this.#url);
  }

  clear(): void {
    this.#abort?.abort();
    this.#url = "";
    this.value = null;
    this.source = "";
    this.error = null;
    this.loading = false;
  }
}
