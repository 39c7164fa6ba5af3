import type { ServerAddress } from '../../adapters/replicas/fleet.ts';
import { InvalidInput } from '../../core/model/errors.ts';

const shape = /^(?:\[([0-9a-f:]+)\]|([\w.-]{1,253}))(?::(\d{1,5}))?$/i;

/** Reads `10.0.1.5,10.0.2.5:5433`; an address of IPv6 stands in brackets. Throws `InvalidInput`. */
export function parseServers(text: string): readonly ServerAddress[] {
  return text.split(',').map((part) => {
    const [, bracketed, plain, port] = shape.exec(part.trim()) ?? [];
    const host = bracketed ?? plain;
    const number = Number(port ?? 5432);
    if (host !== undefined && number > 0 && number < 65_536) return { host, port: number };
    throw new InvalidInput(
      '--servers',
      `"${part.slice(0, 40)}" is not a server; write host or host:port, separated by commas`,
    );
  });
}
