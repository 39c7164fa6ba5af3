/** A server outside AWS did not do what it was asked; its name is the reason, so that what is told of it begins with that. */
export class ServerMiss<Reason extends string> extends Error {
  override readonly name: Reason;

  constructor(reason: Reason, message: string, cause?: unknown) {
    super(message, { cause });
    this.name = reason;
  }
}

/** That a server cannot be reached, with the network's word for why; null where an error is none of the network. */
export function unreachable(server: string, error: unknown): string | null {
  if (!(error instanceof TypeError)) return null;
  const { cause } = error;
  const code = cause instanceof Error && 'code' in cause ? ` (${cause.code})` : '';
  return `${server} cannot be reached${code}`;
}
