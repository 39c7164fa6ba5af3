import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** One request as it came. */
export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: unknown;
}

export interface Told {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** How a CDN answers a request, and what that purges. */
export interface Contract {
  readonly origin: string;
  /** Whether the request carries a key, and which. */
  keyOf(headers: Asked['headers']): string | undefined;
  answer(asked: Asked, purged: string[]): Told;
}

/** A CDN's API on loopback. `troubles` are given, first come first served, instead of answers. */
export class FakeCdnServer {
  readonly asked: Asked[] = [];
  /** What was purged, as the CDN sees it. */
  readonly purged: string[] = [];
  troubles: (Told | 'hang' | 'drop')[] = [];
  /** Items that the CDN does not take. */
  readonly refused = new Set<string>();
  key = 'good-key';
  private readonly contract: Contract;
  private readonly server: Server;

  constructor(contract: Contract) {
    this.contract = contract;
    this.server = createServer(async (request, response) => {
      const body = await text(request);
      const { method = '', url: path = '', headers } = request;
      const told = this.serve({ method, path, headers, body: body === '' ? null : JSON.parse(body) });
      if (told === 'hang') return;
      if (told === 'drop') return void request.socket.destroy();
      const sent = typeof told.body === 'string' ? told.body : JSON.stringify(told.body ?? {});
      response.writeHead(told.status, told.headers).end(sent);
    });
  }

  async start(): Promise<this> {
    await once(this.server.listen(0, '127.0.0.1'), 'listening');
    return this;
  }

  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** Real requests to this server, for those that are meant for the CDN; others fail. */
  readonly fetch: typeof fetch = (input, init) => {
    const url = String(input);
    if (!url.startsWith(this.contract.origin)) throw new Error(`nobody should ask ${url}`);
    return fetch(`http://127.0.0.1:${this.port}${url.slice(this.contract.origin.length)}`, init);
  };

  private serve(asked: Asked): Told | 'hang' | 'drop' {
    this.asked.push(asked);
    const trouble = this.troubles.shift();
    if (trouble !== undefined) return trouble;
    if (this.contract.keyOf(asked.headers) !== this.key) return { status: 403, body: { msg: 'no such key' } };
    const purged: string[] = [];
    const told = this.contract.answer(asked, purged);
    if (purged.some((item) => this.refused.has(item))) return { status: 400, body: { msg: 'an item is not valid' } };
    this.purged.push(...purged);
    return told;
  }
}
