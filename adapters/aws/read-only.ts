/** What a client of the SDK has that a guard is put into. */
interface Guarded {
  readonly middlewareStack: {
    // biome-ignore lint/suspicious/noExplicitAny: each client types its middleware by its own commands.
    add(middleware: any, options: { readonly step: 'initialize'; readonly name: string }): void;
  };
}

type Next = (args: unknown) => Promise<unknown>;

/** Verbs of AWS that change nothing. */
const readingVerb = /^(Describe|Get|List|Simulate|Lookup|Search|Query|Scan|BatchGet)/;

/** A command that would have changed something was given to a client that only reads. It was not sent. */
class WouldChange extends Error {
  override readonly name = 'WouldChange';
}

/**
 * The same client, which sends nothing but what reads: any other command rejects with `WouldChange` before the network.
 * `onCall` is told of each command that is sent, a page of a listing each.
 */
export function readOnly<Client extends Guarded>(client: Client, onCall: (command: string) => void = () => {}): Client {
  const guard =
    (next: Next, { commandName = '' }: { readonly commandName?: string }) =>
    (args: unknown) => {
      const command = commandName.replace(/Command$/, '');
      if (!readingVerb.test(command)) throw new WouldChange(`${command} is not sent: this client only reads`);
      onCall(command);
      return next(args);
    };
  client.middlewareStack.add(guard, { step: 'initialize', name: 'readOnly' });
  return client;
}
