// Sends what concerns a person of a site, and keeps what came of it for whoever shows it.
import type { Finding } from "../api/editing";
import { type Message, refusalOf } from "../api/sending";
import { failureOf, sendSigned } from "../editing/deliver";
import { EDITING_WORDS } from "../i18n/editingWords";
import { atlas } from "../state/atlas.svelte";
import { work } from "./work.svelte";

export class PeopleWork {
  busy = $state(false);
  findings = $state.raw<Finding[]>([]);
  /** What to tell about the last thing that was sent. */
  saying = $state("");

  /** Sends it; `stale` where somebody else was first, so that what is on record has to be read again. */
  async send(message: Message): Promise<"done" | "stale" | "failed"> {
    if (this.busy) return "failed";
    [this.busy, this.findings, this.saying] = [true, [], ""];
    try {
      await sendSigned(message, work.sender);
      return "done";
    } catch (cause) {
      const failure = failureOf(cause);
      const words = EDITING_WORDS[atlas.state.lang];
      if (failure.kind === "overtaken") {
        this.saying = refusalOf(cause)?.detail ?? words.people.stale;
        return "stale";
      }
      if (failure.kind === "refused") this.findings = failure.refusal.findings ?? [];
      if (failure.kind === "signed-out") this.saying = words.people.signedOut;
      else if (failure.kind === "cut") this.saying = words.cutPlain;
      else this.saying = [words.failed, this.findings.length ? "" : refusalOf(cause)?.detail].filter(Boolean).join(" ");
      return "failed";
    } finally {
      this.busy = false;
    }
  }
}
