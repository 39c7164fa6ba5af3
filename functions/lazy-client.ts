import { once } from '../adapters/aws/once.ts';

interface Client {
  send(command: never, options?: never): Promise<unknown>;
}

/** A client of AWS that is loaded, and made, when it is first asked: most invocations never ask it, and every init would read it. */
export function lazyClient<Lazy extends Client>(load: () => Promise<Lazy>): Pick<Lazy, 'send'> {
  const client = once(load);
  const send = async (command: never, options?: never) => (await client()).send(command, options);
  return { send: send as Lazy['send'] };
}
