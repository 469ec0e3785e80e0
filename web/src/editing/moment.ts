// A moment as drafts write it.

/** Milliseconds since 1970 as a time of ISO 8601. */
export const moment = (milliseconds: number): string => new Date(milliseconds).toISOString();
