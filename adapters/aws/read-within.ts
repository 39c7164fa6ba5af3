/** The time for reading was over before an answer came. */
class ReadTimedOut extends Error {
  override readonly name = 'ReadTimedOut';
}

/**
 * Gives up on a read, retries included, when its time is over, whether or not it heeds its signal.
 * The call hands `signal` to the SDK as `abortSignal`.
 */
export async function readWithin<T>(leftMs: number, call: (signal: AbortSignal) => Promise<T>): Promise<T> {
  if (leftMs <= 0) throw new ReadTimedOut('no time is left to read');
  const abort = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const timeOut = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      const error = new ReadTimedOut(`no answer within ${Math.round(leftMs)} ms`);
      reject(error);
      abort.abort(error);
    }, leftMs);
  });
  try {
    return await Promise.race([call(abort.signal), timeOut]);
  } finally {
    clearTimeout(timer);
  }
}
