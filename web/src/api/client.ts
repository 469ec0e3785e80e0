// Asks the server and turns every failure into one kind of error that can be shown.
import type { Problem } from "./contract";

/** A request that failed: `problem` holds the server's own words, and is null when no answer came. */
export class RequestError extends Error {
  constructor(readonly problem: Problem | null) {
    super(problem?.detail ?? problem?.title ?? "no answer");
  }
}

export type Query = URLSearchParams | Record<string, string | number>;

/** An address below the folder the page was served from, which may lie behind a path prefix. */
export function address(path: string, query?: Query): string {
  const url = new URL(path, new URL(".", document.baseURI));
  if (query) {
    const parameters = query instanceof URLSearchParams ? query : Object.entries(query);
    for (const [key, value] of parameters) url.searchParams.append(key, String(value));
    url.search = url.search.replaceAll("%2C", ",");
  }
  return url.href;
}

/** The `next` address as one of ours: a proxy may make the server name itself otherwise than the browser does. */
export function follow(path: string, href: string): string {
  const url = new URL(address(path));
  url.search = new URL(href, url).search;
  return url.href;
}

export async function readProblem(answer: Response): Promise<Problem> {
  try {
    return (await answer.json()) as Problem;
  } catch {
    return { status: answer.status };
  }
}

export async function getJson<T>(url: string, signal?: AbortSignal): Promise<T> {
  let answer: Response;
  try {
    answer = await fetch(url, { headers: { Accept: "application/json, application/geo+json" }, ...(signal && { signal }) });
  } catch (cause) {
    if (signal?.aborted) throw cause;
    throw new RequestError(null);
  }
  if (!answer.ok) throw new RequestError(await readProblem(answer));
  try {
    return (await answer.json()) as T;
  } catch (cause) {
    if (signal?.aborted) throw cause;
    throw new RequestError(null);
  }
}

/** Whether a failure is only a newer request having taken the place of an older one. */
export const isAbort = (cause: unknown): boolean => cause instanceof DOMException && cause.name === "AbortError";
