// Sends changes to the server, and asks for what only signed-in people may read, each answer with its ETag.
import { address, readProblem, RequestError } from "./client";
import type { ProposalList, ProposalState, Refusal } from "./editing";

export interface Sent<T> {
  status: number;
  etag: string;
  value: T;
}

export interface Message {
  method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  url: string;
  body?: unknown;
  /** The ETag of what the change was made on. */
  match?: string;
  csrf?: string;
}

/** One exchange; whatever is no success is a `RequestError`, without a problem where no answer came. */
export async function exchange<T>({ method, url, body, match, csrf }: Message): Promise<Sent<T>> {
  const headers: Record<string, string> = { Accept: "application/json, application/geo+json" };
  if (body !== undefined) headers["Content-Type"] = method === "PATCH" ? "application/merge-patch+json" : "application/json";
  if (match !== undefined) headers["If-Match"] = match;
  if (csrf !== undefined) headers["X-CSRF-Token"] = csrf;
  let answer: Response;
  let text: string;
  try {
    answer = await fetch(url, { method, headers, cache: "no-store", ...(body !== undefined && { body: JSON.stringify(body) }) });
    text = answer.ok ? await answer.text() : "";
  } catch {
    throw new RequestError(null);
  }
  if (!answer.ok) throw new RequestError(await readProblem(answer));
  let value: T;
  try {
    value = (text ? JSON.parse(text) : null) as T;
  } catch {
    throw new RequestError({ status: answer.status });
  }
  return { status: answer.status, etag: answer.headers.get("ETag") ?? "", value };
}

/** The refusal behind a failure; null where no answer came. */
export const refusalOf = (cause: unknown): Refusal | null => (cause instanceof RequestError ? (cause.problem as Refusal | null) : null);
/** Whether the way to the server was cut, so that the same may be sent again later. */
export const isCut = (cause: unknown): boolean => cause instanceof RequestError && (cause.problem === null || [502, 503, 504].includes(cause.problem.status ?? 0));

const ITEMS = "api/collections/sites/items";

export const recordAddress = (id: string, lang: string) => address(`api/records/${encodeURIComponent(id)}`, { lang });
export const historyAddress = (id: string, lang: string) => address(`api/records/${encodeURIComponent(id)}/history`, { lang });
export const contactsAddress = (id: string, lang: string) => address(`api/records/${encodeURIComponent(id)}/contacts`, { lang });
/** A contact, or something of it: `consents`, `consents/phone`, `erase`. */
export const contactAddress = (id: string, number: number, lang: string, part = "") =>
  address(`api/records/${encodeURIComponent(id)}/contacts/${number}${part && `/${part}`}`, { lang });
export const newItemAddress = (query: Record<string, string>) => address(ITEMS, query);
export const editItemAddress = (id: string, query: Record<string, string>) => address(`${ITEMS}/${encodeURIComponent(id)}`, query);
export const proposalAddress = (id: number, query: Record<string, string>) => address(`api/proposals/${id}`, query);
export const stepsAddress = (id: number, lang: string) => address(`api/proposals/${id}/steps`, { lang });

export interface WorkQuestion {
  state: ProposalState | null;
  region: readonly string[];
  mine: boolean;
  /** For at least so many days. */
  waiting: string | null;
}

export const WORK_PAGE = 50;

export function worklistAddress({ state, region, mine, waiting }: WorkQuestion, lang: string, offset = 0): string {
  return address("api/proposals", {
    ...(state && { state }),
    ...(region.length && { region: region.join(",") }),
    ...(mine && { mine: "true" }),
    ...(waiting && { waiting }),
    limit: WORK_PAGE,
    ...(offset && { offset }),
    lang,
  });
}

export const readWorklist = async (url: string): Promise<ProposalList> => (await exchange<ProposalList>({ method: "GET", url })).value;
