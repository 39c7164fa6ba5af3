import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startFronts } from '../../local/fronts.ts';

/** Answers what it was asked. */
async function emulator(): Promise<string> {
  const server = createServer(async (request, response) => {
    const body = (await request.toArray()).join('');
    response.writeHead(201, { 'x-seen': String(request.headers['x-forwarded-proto']) }).end(`${request.url} ${body}`);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function setUp(options: { recordCalls: boolean; enforceIam: boolean }) {
  const fronts = await startFronts(options);
  onTestFinished(() => fronts.stop());
  const behind = await emulator();
  return {
    fronts,
    behind,
    endpoint: fronts.putBefore(behind),
    forFunctions: fronts.environment.AWS_ENDPOINT_URL ?? '',
  };
}

const call = { method: 'POST', headers: { 'x-amz-target': 'DynamoDB_20120810.Query' }, body: '{"a":1}' };

describe('the fronts of an emulator', () => {
  it('pass calls and answers on as they are', async () => {
    const { forFunctions } = await setUp({ recordCalls: true, enforceIam: false });

    const answer = await fetch(`${forFunctions}/path?q=1`, call);

    expect([answer.status, await answer.text()]).toEqual([201, '/path?q=1 {"a":1}']);
  });

  it('record what functions ask for, and not what others do', async () => {
    const { fronts, endpoint, forFunctions } = await setUp({ recordCalls: true, enforceIam: true });

    await fetch(endpoint, call);
    await fetch(forFunctions, call);

    expect(fronts.calls).toMatchObject([{ action: 'unsigned:Query', body: '{"a":1}', status: 201 }]);
  });

  it('let calls count as made over TLS where policies are enforced', async () => {
    const { endpoint } = await setUp({ recordCalls: false, enforceIam: true });

    expect((await fetch(endpoint, call)).headers.get('x-seen')).toBe('https');
  });

  it('are not there when nobody needs them', async () => {
    const { endpoint, behind, forFunctions } = await setUp({ recordCalls: false, enforceIam: false });

    expect(endpoint).toBe(behind);
    expect(forFunctions).toBe('');
  });

  it('close the connection of a call that the emulator does not answer', async () => {
    const fronts = await startFronts({ recordCalls: true, enforceIam: false });
    onTestFinished(() => fronts.stop());
    fronts.putBefore('http://127.0.0.1:1');

    await expect(fetch(fronts.environment.AWS_ENDPOINT_URL ?? '', call)).rejects.toThrow();
  });
});
