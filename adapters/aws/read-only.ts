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
export class WouldChange extends Error {
  override readonly name = 'WouldChange';
}

/** What is said of a client that only reads. */
interface Reading {
  /** Told of each command that is sent, a page of a listing each. */
  readonly onCall?: (command: string) => void;
  /** The commands that alone are sent. @default whatever reads */
  readonly only?: readonly string[];
}

/** The same client, which sends nothing but what reads: any other command rejects with `WouldChange` before the network. */
export function readOnly<Client extends Guarded>(client: Client, { onCall, only }: Reading = {}): Client {
  const guard =
    (next: Next, { commandName = '' }: { readonly commandName?: string }) =>
    async (args: unknown) => {
      const command = commandName.replace(/Command$/, '');
      if (!readingVerb.test(command)) throw new WouldChange(`${command} is not sent: this client only reads`);
      if (only?.includes(command) === false)
        throw new WouldChange(`${command} is not sent: this client only asks for ${only.join(', ')}`);
      onCall?.(command);
      return next(args);
    };
  client.middlewareStack.add(guard, { step: 'initialize', name: 'readOnly' });
  return client;
}
