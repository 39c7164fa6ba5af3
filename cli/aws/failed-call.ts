const calls = new WeakMap<object, string>();

interface Failed {
  readonly clientName?: string;
  readonly commandName?: string;
  readonly error?: unknown;
}

/**
 * The `logger` of every client of a command: it remembers which call an error came from, and prints nothing. The SDK tells
 * neither service nor call in its errors, and tells its logger both.
 */
export const rememberingCalls = {
  trace: () => undefined,
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: ({ clientName = '', commandName = '', error }: Failed) => {
    if (typeof error !== 'object' || error === null) return;
    calls.set(error, `${clientName.replace(/Client$/, '')} ${commandName.replace(/Command$/, '')}`);
  },
};

/** The call that an error came from, e.g. `DynamoDB Query`; null where no client of a command made it. */
export function failedCall(error: object): string | null {
  return calls.get(error) ?? null;
}
