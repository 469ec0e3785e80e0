// Who is signed in. The public never pays for the question: it is asked only where this browser was seen to sign in.
import { address, getJson } from "../api/client";
import type { Account, SessionAnswer } from "../api/editing";

const HINT = "agriatlas.signed-in";

/** Keeps or forgets a mark; a browser may forbid both. */
function mark(set: boolean): void {
  try {
    if (set) localStorage.setItem(HINT, "1");
    else localStorage.removeItem(HINT);
  } catch {
    // Then the question is asked only on the way back from signing in.
  }
}

function isMarked(): boolean {
  try {
    if (localStorage.getItem(HINT)) return true;
  } catch {
    // As above.
  }
  return /\/(sign-in|account)$/.test(document.referrer.split(/[?#]/)[0] ?? "");
}

class Session {
  account = $state.raw<Account | null>(null);
  csrf = "";

  /** Asks who is signed in, where that may be anybody. */
  start(): void {
    if (isMarked()) void this.ask();
    addEventListener("focus", () => isMarked() && !this.account && void this.ask());
  }

  /** Asks; a way that is cut says nothing about who is signed in. */
  async ask(): Promise<Account | null> {
    try {
      const { account, csrf_token } = await getJson<SessionAnswer>(address("api/session"));
      this.csrf = csrf_token ?? "";
      if (account?.username !== this.account?.username) this.account = account;
      mark(account !== null);
    } catch {
      // What is known stays.
    }
    return this.account;
  }

  /** Somebody goes to sign in and will come back. */
  expect(): void {
    mark(true);
  }

  may(action: string): boolean {
    return this.account?.actions.includes(action) ?? false;
  }

  forget(): void {
    this.account = null;
    this.csrf = "";
    mark(false);
  }
}

export const session = new Session();

/** The page for signing in, which leads back to where somebody is. */
export const signInAddress = (search: string) => address("sign-in", { next: `/${search}` });
