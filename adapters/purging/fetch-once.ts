/** How warm-ups are bounded, whatever is configured. */
const atOnce = 4;
const eachMs = 5_000;
const allMs = 15_000;

/** What to fetch, and with what. */
export interface FetchOnceOptions {
  readonly fetch: typeof fetch;
  /** The only host that is asked. */
  readonly host: string;
  readonly paths: readonly string[];
  /** Ends it all. */
  readonly signal: AbortSignal;
}

/**
 * Fetches paths of one host by HTTPS, few at a time and for a bounded time, and answers how many of them came. Follows no
 * redirect, so that nothing but the host is reached. Never rejects: a path that is not fetched is fetched by its visitor.
 * Why: docs/decisions/0015.
 */
export async function fetchOnce({ fetch, host, paths, signal }: FetchOnceOptions): Promise<number> {
  const over = AbortSignal.any([signal, AbortSignal.timeout(allMs)]);
  const open = [...paths];
  let came = 0;
  const worker = async () => {
    for (let path = open.shift(); path !== undefined && !over.aborted; path = open.shift()) {
      if (await isFetched(fetch, `https://${host}${path}`, over)) came++;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return came;
}

/** To the end of its body: what is broken off is not cached. */
async function isFetched(fetch: FetchOnceOptions['fetch'], url: string, over: AbortSignal): Promise<boolean> {
  try {
    const signal = AbortSignal.any([over, AbortSignal.timeout(eachMs)]);
    const response = await fetch(url, { redirect: 'manual', signal });
    await response.body?.pipeTo(new WritableStream());
    return response.ok;
  } catch {
    return false;
  }
}
