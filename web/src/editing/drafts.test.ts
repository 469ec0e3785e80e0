// A half filled form outlives its page, and is sent once.
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { deliver, type Sender } from "./deliver";
import { type Draft, DraftBox, type DraftStorage } from "./drafts";
import { emptyForm, formOf } from "./form";
import { record } from "./records.fixture";

class Memory implements DraftStorage {
  readonly kept = new Map<string, string>();
  full = false;
  get length() {
    return this.kept.size;
  }
  key = (i: number) => [...this.kept.keys()][i] ?? null;
  getItem = (key: string) => this.kept.get(key) ?? null;
  setItem = (key: string, value: string) => {
    if (this.full) throw new DOMException("full", "QuotaExceededError");
    this.kept.set(key, value);
  };
  removeItem = (key: string) => void this.kept.delete(key);
}

const draft = (changes: Partial<Draft> = {}): Draft => ({
  version: 1, target: "new", base: null, etag: "", values: { ...emptyForm(), name: "HTX Mới" }, reason: "", savedAt: "2026-11-22T01:00:00Z", queued: null, attemptedAt: null, ...changes,
});

describe("drafts", () => {
  it("come back as they were, to nobody but their author", () => {
    const storage = new Memory();
    const box = new DraftBox(storage, "lan.anh");
    expect(box.write(draft())).toBe(true);
    expect(box.read("new")).toEqual(draft());
    expect(new DraftBox(storage, "lan").list()).toEqual([]);
    expect(new DraftBox(storage, "lan").read(".anh/new")).toBeNull();
    box.remove("new");
    expect(box.list()).toEqual([]);
  });

  it("are listed with the latest first, and make room for another new site while they wait", () => {
    const box = new DraftBox(new Memory(), "lan");
    box.write(draft());
    box.write(draft({ target: "m-00042", savedAt: "2026-11-22T02:00:00Z" }));
    expect(box.list().map(({ target }) => target)).toEqual(["m-00042", "new"]);
    const aside = box.setAside(draft({ queued: "in_review" }), 1_000_000);
    expect(aside.target).toBe("new-lfls");
    expect(box.read("new")).toBeNull();
    expect(box.read(aside.target)?.queued).toBe("in_review");
  });

  it("say when they could not be kept, and survive rubbish", () => {
    const storage = new Memory();
    const box = new DraftBox(storage, "lan");
    storage.kept.set("agriatlas.draft/lan/new", "{not json");
    storage.kept.set("agriatlas.draft/lan/m-00001", '{"version":2}');
    expect(box.read("new")).toBeNull();
    expect(box.list()).toEqual([]);
    storage.full = true;
    expect(box.write(draft())).toBe(false);
    expect(new DraftBox(null, "lan").write(draft())).toBe(false);
  });
});

describe("sending", () => {
  const asked: { method: string; url: URL; headers: Record<string, string>; body: unknown }[] = [];
  let answers: (() => Response)[] = [];
  const json = (status: number, body: unknown, headers: Record<string, string> = {}) => () => new Response(JSON.stringify(body), { status, headers });
  let csrf = "old";
  const sender: Sender = { lang: "vi", csrf: () => csrf, renew: async () => ((csrf = "new"), true) };

  beforeEach(() => {
    asked.length = 0;
    csrf = "old";
    vi.stubGlobal("document", { baseURI: "https://so-nn.gov.vn/ban-do/?edit=new" });
    vi.stubGlobal("fetch", async (url: string, { method, headers, body }: { method: string; headers: Record<string, string>; body?: string }) => {
      asked.push({ method, url: new URL(url), headers, body: body && JSON.parse(body) });
      const answer = answers.shift();
      if (!answer) throw new TypeError("Failed to fetch");
      return answer();
    });
  });
  afterEach(() => void vi.unstubAllGlobals());

  const known = () => draft({ target: "m-00042", base: record(), etag: '"r12"', values: { ...formOf(record()), area_ha: "2" }, reason: "đo lại" });

  it("sends only what changed, on the revision it was made on", async () => {
    answers = [json(200, { outcome: "published", id: "m-00042", revision: 13, proposal: null, findings: [] })];
    expect(await deliver(known(), "published", sender)).toMatchObject({ kind: "done", outcome: "published", site: "m-00042" });
    expect(asked[0]).toMatchObject({ method: "PATCH", body: { properties: { area_ha: 2 }, reason: "đo lại" } });
    expect(asked[0]?.url.href).toBe("https://so-nn.gov.vn/ban-do/api/collections/sites/items/m-00042?state=published&lang=vi");
    expect(asked[0]?.headers).toMatchObject({ "If-Match": '"r12"', "X-CSRF-Token": "old", "Content-Type": "application/merge-patch+json" });
  });

  it("renews the token of the session once", async () => {
    answers = [json(403, { status: 403, code: "csrf" }), json(202, { outcome: "proposed", id: "m-00042", proposal: { id: 7 }, findings: [] })];
    expect(await deliver(known(), "in_review", sender)).toMatchObject({ kind: "done", outcome: "proposed", proposal: 7 });
    expect(asked[1]?.headers["X-CSRF-Token"]).toBe("new");
  });

  it.each([
    [401, "signed-out"],
    [412, "overtaken"],
    [422, "refused"],
    [503, "cut"],
    [403, "failed"],
  ])("an answer %i is %s", async (status, kind) => {
    answers = [json(status, { status, code: "x", findings: [] })];
    expect((await deliver(known(), "published", sender)).kind).toBe(kind);
  });

  it("is cut without an answer, and does not make a new site twice", async () => {
    answers = [];
    expect((await deliver(draft(), "in_review", sender)).kind).toBe("cut");
    const again = draft({ attemptedAt: "2026-11-22T01:00:00Z" });
    answers = [json(200, { proposals: [{ id: 9, site: null, name: "HTX Mới", created_at: "2026-11-22T00:59:30Z" }] })];
    expect(await deliver(again, "in_review", sender)).toMatchObject({ kind: "done", proposal: 9 });
    expect(asked.filter(({ method }) => method === "POST")).toHaveLength(1);
    answers = [json(200, { proposals: [{ id: 8, site: null, name: "HTX Mới", created_at: "2026-11-20T00:59:30Z" }] }), json(202, { outcome: "proposed", id: null, proposal: 10, findings: [] })];
    expect(await deliver(again, "in_review", sender)).toMatchObject({ proposal: 10 });
  });

  it("publishes a proposal by writing it on and accepting it", async () => {
    answers = [json(202, { findings: [] }, { ETag: '"p3"' }), json(200, { id: 7, site: "m-00042" }, { ETag: '"p4"' })];
    const written = draft({ target: "p-7", base: record(), etag: '"p2"', values: { ...formOf(record()), area_ha: "2" } });
    expect(await deliver(written, "published", sender)).toMatchObject({ kind: "done", outcome: "published", site: "m-00042", proposal: 7 });
    expect(asked.map(({ method, url, headers }) => [method, url.pathname, headers["If-Match"]])).toEqual([
      ["PATCH", "/ban-do/api/proposals/7", '"p2"'],
      ["POST", "/ban-do/api/proposals/7/steps", '"p3"'],
    ]);
  });
});
