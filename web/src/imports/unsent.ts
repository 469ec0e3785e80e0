// What was said of files and has not reached the server, kept in this browser under its author and its import.
import type { Said } from "../api/imports";
import { countSaid } from "./said";

export type UnsentStorage = Pick<Storage, "getItem" | "setItem" | "removeItem">;

/** No username has a slash. */
const PREFIX = "agriatlas.import/";

export class UnsentBox {
  readonly #storage: UnsentStorage | null;
  readonly #key: string;

  constructor(storage: UnsentStorage | null, user: string, id: number) {
    this.#storage = storage;
    this.#key = `${PREFIX}${encodeURIComponent(user)}/${id}`;
  }

  /** What is kept; what another version of the app wrote is nothing. */
  read(): Said {
    try {
      const kept: unknown = JSON.parse(this.#storage?.getItem(this.#key) ?? "{}");
      return typeof kept === "object" && kept !== null && !Array.isArray(kept) ? (kept as Said) : {};
    } catch {
      return {};
    }
  }

  /** Keeps what is said; false where the browser keeps nothing. */
  write(said: Said): boolean {
    try {
      if (countSaid(said) === 0) this.#storage?.removeItem(this.#key);
      else this.#storage?.setItem(this.#key, JSON.stringify(said));
      return this.#storage !== null;
    } catch {
      return false;
    }
  }
}
