import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fetchOnce } from '../../../adapters/purging/fetch-once.ts';

const host = 'www.example.com';

describe('a warm-up', () => {
  let server: Server;
  let asked: string[];
  let atOnce = 0;
  let most = 0;
  beforeEach(async () => {
    asked = [];
    atOnce = 0;
    most = 0;
    server = createServer((request, response) => {
      const { url = '' } = request;
      asked.push(url);
      if (url === '/hangs') return;
      setImmediate(() => {
        const status = url === '/moved' ? 302 : url === '/gone' ? 404 : 200;
        response.writeHead(status, status === 302 ? { location: '/elsewhere' } : {}).end('x'.repeat(100_000));
      });
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
  });
  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  /** Real requests to this server, for those that are meant for the host; any other fails the test. */
  const loopback: typeof fetch = async (input, init) => {
    const url = new URL(String(input));
    expect(url.origin).toBe(`https://${host}`);
    const { port } = server.address() as AddressInfo;
    most = Math.max(most, ++atOnce);
    try {
      return await fetch(`http://127.0.0.1:${port}${String(input).slice(url.origin.length)}`, init);
    } finally {
      atOnce--;
    }
  };
  const warm = (paths: readonly string[], signal = new AbortController().signal) =>
    fetchOnce({ fetch: loopback, host, paths, signal });

  it('fetches each path once, few at a time, and counts those that came', async () => {
    const paths = Array.from({ length: 30 }, (_, index) => `/${index}`);
    expect(await warm([...paths, '/gone'])).toBe(30);
    expect(asked.toSorted()).toEqual([...paths, '/gone'].sort());
    expect(most).toBeLessThanOrEqual(4);
  });

  it('follows no redirect and reaches no other host', async () => {
    expect(await warm(['/moved', '//evil.example.com/a', '/@evil.example.com/', '/.evil.example.com'])).toBe(3);
    expect(asked).not.toContain('/elsewhere');
  });

  it('ends with its signal, whatever still hangs', async () => {
    const over = new AbortController();
    const warming = warm(['/hangs', '/hangs', '/hangs', '/hangs', '/never'], over.signal);
    while (asked.length < 4) await new Promise((resolve) => setImmediate(resolve));
    over.abort();
    expect(await warming).toBe(0);
    expect(asked).not.toContain('/never');
  });
});
