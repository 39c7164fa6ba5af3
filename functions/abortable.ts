type Send = (command: unknown, options?: { readonly abortSignal?: AbortSignal }) => Promise<unknown>;

/** The same client, whose calls end with the signal at the latest, all their attempts included. */
export function abortable<Client extends object>(client: Client, signal: AbortSignal): Client {
  const send: Send = (command, options) => {
    const abortSignal = options?.abortSignal ? AbortSignal.any([options.abortSignal, signal]) : signal;
    return (client as unknown as { send: Send }).send(command, { ...options, abortSignal });
  };
  return Object.create(client, { send: { value: send } }) as Client;
}
