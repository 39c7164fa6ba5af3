import { CreateSecretCommand, PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { secretKeys } from '../../adapters/aws/secret-keys.ts';
import { ownedConfigs } from '../../adapters/table/owned-configs.ts';
import type { Table } from '../../adapters/table/table.ts';
import { parsePurge } from '../../core/purging/config/parse-purge.ts';
import type { PurgeEntry, PurgeWork } from '../../core/purging/looks.ts';
import { lookingAt, purgeSpine, purgeWork } from '../../functions/cdn-purger/looking.ts';
import { cloudflareContract, fastlyContract, known } from '../adapters/purging/cdns/contracts.ts';
import { type Contract, FakeCdnServer } from '../adapters/purging/cdns/fake-cdn-server.ts';
import { type Delivered, deliverTo } from '../functions/cdn-purger/deliver-to.ts';
import { clientOptions } from './deploy-function.ts';
import { ledgerTable } from './ledger-table.ts';
import { localAwsOrNone } from './local-aws-or-none.ts';

const aws = await localAwsOrNone();
afterAll(() => aws?.stop());

const nobody = { send: () => Promise.reject(new Error('CloudFront was asked')) };
const noBucket = { send: () => Promise.reject(new Error('S3 was asked')) };
const tick: Delivered = { messageId: 'tick', body: { source: 'headroom.tick' } };

describe.runIf(aws !== null)('the purger with CDNs outside AWS', () => {
  let table: Table;
  let secrets: SecretsManagerClient;
  let server: FakeCdnServer;
  let nowMs = Date.UTC(2026, 5, 1, 12);
  let ids = 0;

  beforeAll(async () => {
    if (aws === null) return;
    table = await ledgerTable(aws.endpoint, 'purging-over-http');
    secrets = new SecretsManagerClient(clientOptions(aws));
  });
  afterEach(() => server.stop());

  /** A purge that is configured, with its key in Secrets Manager, and what invokes the purger. */
  async function configure(purge: string, contract: Contract, cdn: object) {
    server = await new FakeCdnServer(contract).start();
    const { ARN: secretArn } = await secrets.send(
      new CreateSecretCommand({ Name: purge, SecretString: JSON.stringify({ token: server.key }) }),
    );
    const config = parsePurge(purge, { cdn: { ...cdn, host: known.host, secretArn, secretField: 'token' } });
    await ownedConfigs(table, 'purging').put(config, 'test');
    const keys = secretKeys({ whose: 'the CDN', client: async () => secrets, nowMs: () => nowMs });
    const told: string[] = [];
    return async (...messages: Delivered[]) => {
      nowMs += 20_000;
      const parts = {
        table: { ...table, random: () => 0 },
        cdns: { cloudFront: { reader: nobody, actor: nobody }, fetch: server.fetch, keys },
        s3: noBucket,
        signal: new AbortController().signal,
        nowMs: () => nowMs,
        newId: () => `id-${ids++}`,
        wake: async () => {},
      };
      const work = await purgeWork(parts);
      const mine = { ...work, configs: work.configs.filter((one) => one.purge === purge) };
      const entries: PurgeEntry[] = [];
      const look: PurgeWork['look'] = async (...asked) => {
        const entry = await work.look(...asked);
        entries.push(entry);
        return entry;
      };
      const faults = await deliverTo(lookingAt({ ...mine, look }, purgeSpine(parts)), messages);
      told.push(JSON.stringify(entries));
      return { entries, faults, told };
    };
  }

  const changed = (id: string, detail: object): Delivered => ({
    messageId: id,
    body: { 'detail-type': 'Content Changed', id, detail },
  });
  const rotate = (purge: string, key: string) =>
    secrets.send(new PutSecretValueCommand({ SecretId: purge, SecretString: JSON.stringify({ token: key }) }));

  it('purges all of a burst from Fastly, whatever it answers, through a rotated key, and tells the key to nobody', async () => {
    const invoke = await configure('fast', fastlyContract, { kind: 'fastly', serviceId: known.service });
    const paths = Array.from({ length: 90 }, (_, index) => `/a/${index}.html`);
    const tags = Array.from({ length: 300 }, (_, index) => `tag-${index}`);
    server.troubles = [
      { status: 503 },
      { status: 429, headers: { 'retry-after': '1' } },
      'drop',
      { status: 200, body: '<' },
    ];
    await invoke(changed('burst', { paths: [...paths, '/docs/*'], tags }), changed('burst', { paths, tags }));
    await rotate('fast', 'new-key');
    server.key = 'new-key';
    for (let look = 0; look < 12; look++) await invoke(tick);
    expect(server.purged.toSorted()).toEqual([...paths, ...tags.map((tag) => `#${tag}`)].sort());
    const { entries, told } = await invoke(tick);
    expect(entries[0]?.observation?.pending.count).toBe(0);
    expect(told.join()).toContain('no wildcard but');
    expect(told.join()).not.toMatch(/good-key|new-key/);
  });

  it('purges from Cloudflare in requests of one kind, a folder by its prefix', async () => {
    const invoke = await configure('flare', cloudflareContract, {
      kind: 'cloudflare',
      zoneId: known.zone,
      plan: 'pro',
    });
    const paths = Array.from({ length: 120 }, (_, index) => `/a/${index}.html`);
    await invoke(changed('c', { paths: [...paths, '/docs/*'], tags: ['News'] }));
    for (let look = 0; look < 3; look++) await invoke(tick);
    expect(server.purged.toSorted()).toEqual(['#news', '/docs/*', ...paths].sort());
    expect(server.asked.map(({ body }) => Object.keys(body as object).join())).toEqual([
      'tags',
      'prefixes',
      'files',
      'files',
    ]);
  });

  it('says what to mend where the key may not purge, loses nothing, and goes on once it is mended', async () => {
    const invoke = await configure('denied', cloudflareContract, { kind: 'cloudflare', zoneId: known.zone });
    server.key = 'another-key';
    await invoke(changed('d', { paths: ['/a'] }));
    const { entries } = await invoke(tick);
    expect(entries[0]?.outcome).toMatchObject({ because: { error: expect.stringContaining('correct the secret') } });
    await rotate('denied', 'another-key');
    await invoke(tick);
    expect(server.purged).toEqual(['/a']);
  });
});
