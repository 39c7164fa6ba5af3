/** The server did not answer, or not in time, or cannot serve now. Nobody who reads sees it: the loader answers. */
export class CacheDown extends Error {
  override readonly name = 'CacheDown';
}

/** A value that is not stored, since it is not JSON or larger than `mostBytes`. Whoever asked has it from the loader. */
export class NotStored extends Error {
  override readonly name = 'NotStored';
}

/** A key that no cache could keep apart from others. */
export class KeyRefused extends Error {
  override readonly name = 'KeyRefused';
}

/** Replies that say of the whole server that it cannot serve; others, such as OOM and READONLY, only refuse to write. */
const cannotServe = /^(?:CLUSTERDOWN|LOADING|MASTERDOWN|BUSY|NOAUTH|WRONGPASS|NOPERM|TRYAGAIN)\b/;

/**
 * Whether one slot is being moved to another node, and neither can answer until it is, or each refers to the other (which ioredis
 * tells in its own words). They do answer, so it says nothing of their other slots.
 */
export function isMoving(error: unknown): boolean {
  return error instanceof Error && /\bTRYAGAIN\b|^Too many Cluster redirections/.test(error.message);
}

/** Whether an error is a reply of the server that refuses one command; anything else means that it is not there. */
export function isRefusal(error: unknown): boolean {
  return error instanceof Error && error.name === 'ReplyError' && !cannotServe.test(error.message);
}
