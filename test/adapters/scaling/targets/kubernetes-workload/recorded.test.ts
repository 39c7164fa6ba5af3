import { EKSClient } from '@aws-sdk/client-eks';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { clusterClient } from '../../../../../adapters/scaling/targets/kubernetes-workload/cluster-client.ts';
import { eksToken } from '../../../../../adapters/scaling/targets/kubernetes-workload/eks-token.ts';
import { kubernetesWorkloads } from '../../../../../adapters/scaling/targets/kubernetes-workload/kubernetes-workload.ts';
import { retried } from '../../../../../adapters/scaling/targets/kubernetes-workload/retried.ts';
import type { TargetConfig } from '../../../../../core/scaling/config/target-kinds.ts';
import { awsError } from '../../../aws-error.ts';
import { answerOf, otherAuthority, type ReplayServer, startReplay } from './replay-server.ts';

type Config = TargetConfig<'kubernetes-workload'>;
const web: Config = {
  kind: 'kubernetes-workload',
  ...{ account: null, region: null, cluster: 'shop', namespace: 'shop' },
  ...{ group: 'apps', version: 'v1', resource: 'deployments', name: 'web' },
};
const minute = { leftMs: () => 60_000 };
const [deployments, pods] = ['/apis/apps/v1/namespaces/shop/deployments', '/api/v1/namespaces/shop/pods'];

let server: ReplayServer;
let nowMs = Date.parse('2026-11-29T17:00:00Z');
let described: object[] = [];
beforeEach(async () => {
  server = await startReplay();
  described = [];
});
afterEach(() => server.stop());

/** The adapter as it is wired, of a process whose EKS knows one cluster. */
function open(cluster: object = {}) {
  const data = Buffer.from(server.ca).toString('base64');
  let told: object = { endpoint: server.endpoint, certificateAuthority: { data }, status: 'ACTIVE', ...cluster };
  let trouble: Error | null = null;
  const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' };
  const send = async ({ input }: { input: { name: string } }) => {
    described.push(input);
    if (trouble !== null) throw trouble;
    if (input.name !== 'shop') throw awsError('ResourceNotFoundException', 'No cluster found', 404);
    return { cluster: told };
  };
  const eks = Object.assign(new EKSClient({ region: 'eu-central-1', credentials }), { send }) as unknown as EKSClient;
  const client = clusterClient(eks, () => nowMs);
  const reader = () => retried(client, () => 0);
  const target = kubernetesWorkloads({
    ...{ account: null, leftMs: () => 5000, random: () => 0 },
    clients: { reader, actor: () => client },
  });
  return {
    ...{ client, target, eks },
    /** EKS knows the cluster elsewhere from now on. */
    move: (to: Pick<ReplayServer, 'endpoint' | 'ca'>) => {
      const moved = { data: Buffer.from(to.ca).toString('base64') };
      told = { endpoint: to.endpoint, certificateAuthority: moved, status: 'ACTIVE' };
    },
    breaks: (error: Error | null) => {
      trouble = error;
    },
  };
}

describe('what a real API server has answered', () => {
  test.each([
    ['a Deployment at rest', { asked: 2, running: 2, inFlight: 0, keepBecause: null, voidOutBecause: null }],
    ['a Deployment of nothing', { asked: 0, running: 0, inFlight: 0 }],
    ['a Deployment without room', { asked: 12, running: 7, inFlight: 5, unplaced: 5 }],
    ['a rollout that is paused half-way', { keepBecause: { says: expect.stringContaining('paused half-way') } }],
    ['a Deployment beyond its quota', { voidOutBecause: { message: expect.stringContaining('exceeded quota') } }],
  ])('is read as capacity: %s', async (name, capacity) => {
    server.when(`${deployments}/web`, answerOf(name));
    server.when(pods, answerOf('its pods without a node'));
    expect(await open().target.capacity(web)).toMatchObject(capacity);
  });

  test.each(['a StatefulSet at rest', 'a StatefulSet that keeps its partition'])('%s', async (name) => {
    server.when('/apis/apps/v1/namespaces/shop/statefulsets/db', answerOf(name));
    const db = { ...web, resource: 'statefulsets', name: 'db' };
    expect(await open().target.capacity(db)).toMatchObject({ asked: 3, running: 3, keepBecause: null });
  });

  test.each([
    ['a Deployment that is being deleted', /is being deleted; remove the scalable/],
    ['one that is gone', /does not exist; correct its name/],
    ['a kind that is not served', /serves no scale of deployments/],
    ['a scale of another', /apply the Role that "headroom manifests role" prints/],
    ['nobody that is known', /does not know Headroom's role; give it an access entry/],
    ['the scale of a custom resource that says nothing', /nobody has ever set.*set it once/],
  ])('is a refusal that says what to do: %s', async (name, says) => {
    server.when(`${deployments}/web`, answerOf(name));
    const error = await open()
      .target.capacity(web)
      .catch((reason: unknown) => reason);
    expect(error).toMatchObject({ name: 'Refusal', message: expect.stringMatching(says) });
  });

  test('is a rival by its name', async () => {
    server.when('/apis/autoscaling/v2', answerOf('the autoscalers of a namespace'));
    const { target } = open();
    expect(await target.rivals?.(web)).toMatchObject([{ what: 'the HorizontalPodAutoscaler "web-cpu"' }]);
    expect(await target.rivals?.({ ...web, name: 'other' })).toEqual([]);
  });

  test('is an outcome of a change', async () => {
    const { target } = open();
    server.when(`${deployments}/web/scale`, answerOf('a conflict'), answerOf('a scale that is set to nothing'));
    expect((await target.setCapacity(web, { units: 0 }, minute)).is).toBe('applied');
    expect(server.asked.map(({ method, path, body }) => [method, path, body])).toEqual(
      Array(2).fill(['PATCH', `${deployments}/web/scale?fieldManager=headroom`, '{"spec":{"replicas":0}}']),
    );
    server.when(`${deployments}/web/scale`, answerOf('too many'));
    const tooMany = await target.setCapacity(web, { units: 2 ** 31 }, minute);
    expect(tooMany).toMatchObject({
      is: 'refused',
      because: { says: expect.stringContaining('does not accept {units}') },
    });
    server.when(`${deployments}/web/scale`, answerOf('a scale of another'));
    const denied = await target.setCapacity(web, { units: 3 }, minute);
    expect(denied.is).toBe('refused');
    expect(JSON.stringify(denied)).not.toContain('111122223333');
  });
});

const tokenUrl = (token: string) => new URL(Buffer.from(token.replace('k8s-aws-v1.', ''), 'base64url').toString());

describe('an API server that is asked', () => {
  const rest = () => answerOf('a Deployment at rest');

  test('takes one token for ten minutes, and a new one once when it has ended early', async () => {
    server.when(`${deployments}/web`, rest());
    const { target } = open();
    await target.capacity(web);
    nowMs += 9 * 60_000;
    await target.capacity(web);
    expect(new Set(server.asked.map(({ token }) => token)).size).toBe(1);
    server.when(`${deployments}/web`, answerOf('nobody that is known'), rest());
    nowMs += 1000;
    expect(await target.capacity(web)).toMatchObject({ asked: 2 });
    expect(new Set(server.asked.map(({ token }) => token)).size).toBe(2);
    nowMs += 11 * 60_000;
    await target.capacity(web);
    expect(new Set(server.asked.map(({ token }) => token)).size).toBe(3);
    expect(server.asked).toHaveLength(5);
    expect(described).toHaveLength(2);
  });

  test('is asked as EKS knows it: a presigned GetCallerIdentity with the cluster among its signed headers', async () => {
    server.when(`${deployments}/web`, rest());
    await open().target.capacity(web);
    const token = server.asked[0]?.token.replace('Bearer k8s-aws-v1.', '') ?? '';
    expect(token).toMatch(/^[\w-]+$/);
    const url = new URL(Buffer.from(token, 'base64url').toString());
    expect([url.protocol, url.host, url.pathname]).toEqual(['https:', 'sts.eu-central-1.amazonaws.com', '/']);
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      ...{ Action: 'GetCallerIdentity', Version: '2011-06-15', 'X-Amz-Expires': '60' },
      'X-Amz-SignedHeaders': 'host;x-k8s-aws-id',
    });
    expect(url.searchParams.has('x-k8s-aws-id')).toBe(false);
  });

  test('that is busy is asked again when it says, reading and acting', async () => {
    const message = 'the server has received too many requests and has asked us to try again later';
    const busy = { status: 429, retryAfter: '1', body: { kind: 'Status', reason: 'TooManyRequests', message } };
    server.when(`${deployments}/web`, busy, rest());
    const beganAtMs = Date.now();
    expect(await open().target.capacity(web)).toMatchObject({ asked: 2 });
    expect(Date.now() - beganAtMs).toBeGreaterThanOrEqual(990);
    server.when(`${deployments}/web/scale`, busy, answerOf('a scale that is set to nothing'));
    expect((await open().target.setCapacity(web, { units: 0 }, minute)).is).toBe('applied');
    expect(Date.now() - beganAtMs).toBeGreaterThanOrEqual(1980);
  });

  test.each([
    ['breaks half-way', { status: 200, body: answerOf('a Deployment at rest').body, breaks: true }],
    ['is behind a balancer that has none', { status: 503, body: '<html>no healthy upstream</html>' }],
  ])('that %s is asked again, and told where that goes on', async (_, broken) => {
    server.when(`${deployments}/web`, broken, rest());
    expect(await open().target.capacity(web)).toMatchObject({ asked: 2 });
    server.when(`${deployments}/web`, broken);
    const error = await open()
      .target.capacity(web)
      .catch((reason: unknown) => reason);
    expect(error).toMatchObject({ name: broken.status === 200 ? 'ClusterUnreachable' : 'ServerError' });
  });

  test('that is gone is not a refusal, and a private one says whence it can be reached', async () => {
    await server.stop();
    const error = await open()
      .target.capacity(web)
      .catch((reason: unknown) => reason);
    expect(error).toMatchObject({ name: 'ClusterUnreachable', code: 'ECONNREFUSED' });
    expect(String(error)).not.toContain('private');
    const hidden = open({ resourcesVpcConfig: { endpointPublicAccess: false } });
    await expect(hidden.target.capacity(web)).rejects.toThrow(/its endpoint is private.*give Headroom that vpc/);
  });

  test.each(['was deleted and made anew under its name', 'hangs, since it was'])(
    'that %s is found again',
    async (how) => {
      server.when(`${deployments}/web`, rest());
      const { target, move } = open();
      await target.capacity(web);
      const another = await startReplay();
      another.when(`${deployments}/web`, rest());
      another.when(`${deployments}/web/scale`, answerOf('a scale that is set to nothing'));
      move(another);
      nowMs += 60_000;
      if (how.startsWith('hangs')) {
        server.hang();
        await expect(target.capacity(web)).rejects.toThrow(/no answer/);
      } else await server.stop();
      expect(await target.capacity(web)).toMatchObject({ asked: 2 });
      expect((await target.setCapacity(web, { units: 0 }, minute)).is).toBe('applied');
      expect(another.asked.map(({ method }) => method)).toEqual(['GET', 'PATCH']);
      expect(described).toHaveLength(2);
      await another.stop();
    },
  );

  test('that has another authority by now is believed by that one, and a stranger in its place is not', async () => {
    server.when(`${deployments}/web`, rest());
    const { target, move } = open();
    move({ endpoint: server.endpoint, ca: otherAuthority() });
    await expect(target.capacity(web)).rejects.toThrow(/UNABLE_TO_VERIFY|SELF_SIGNED/);
    move(server);
    nowMs += 60_000;
    expect(await target.capacity(web)).toMatchObject({ asked: 2 });
  });

  test('that is down for long has EKS asked where it is six times a minute at most', async () => {
    const { client } = open();
    await server.stop();
    for (let look = 0; look < 30; look++) {
      await expect(client.send({ cluster: 'shop', method: 'GET', path: '/' })).rejects.toThrow(/does not answer/);
      nowMs += 2000;
    }
    expect(described.length).toBeLessThanOrEqual(6);
  });

  test('that is down while EKS does not answer either is told as down, and one that EKS has no more as gone', async () => {
    const { target, breaks } = open();
    server.when(`${deployments}/web`, rest());
    await target.capacity(web);
    await server.stop();
    nowMs += 60_000;
    breaks(awsError('ThrottlingException', 'Rate exceeded', 429));
    await expect(target.capacity(web)).rejects.toThrow(expect.objectContaining({ name: 'ClusterUnreachable' }));
    breaks(awsError('ResourceNotFoundException', 'No cluster found', 404));
    nowMs += 60_000;
    await expect(target.capacity(web)).rejects.toThrow(/"shop" does not exist; correct its name/);
  });

  test('whose public endpoint lets in some addresses alone says which', async () => {
    await server.stop();
    const office = open({ resourcesVpcConfig: { endpointPublicAccess: true, publicAccessCidrs: ['203.0.113.0/24'] } });
    await expect(office.target.capacity(web)).rejects.toThrow(/lets in 203\.0\.113\.0\/24 alone: let the address in/);
    const all = open({ resourcesVpcConfig: { endpointPublicAccess: true, publicAccessCidrs: ['0.0.0.0/0'] } });
    await expect(all.target.capacity(web)).rejects.not.toThrow(/lets in/);
  });

  test.each([
    ['cn-northwest-1', 'sts.cn-northwest-1.amazonaws.com.cn'],
    ['us-gov-west-1', 'sts.us-gov-west-1.amazonaws.com'],
    ['eusc-de-east-1', 'sts.eusc-de-east-1.amazonaws.eu'],
  ])('knows who asks by STS of its own part of AWS: %s', async (region, host) => {
    const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' };
    expect(tokenUrl(await eksToken(new EKSClient({ region, credentials }), 'shop', nowMs)).host).toBe(host);
  });

  test('knows who asks although the clock of this machine is wrong', async () => {
    const { eks } = open();
    eks.config.systemClockOffset = 3_600_000;
    const url = tokenUrl(await eksToken(eks, 'shop', Date.parse('2026-11-29T17:00:00Z')));
    expect(url.searchParams.get('X-Amz-Date')).toBe('20261129T180000Z');
  });

  test('of another authority is not believed', async () => {
    const data = Buffer.from(answerOf('a conflict').name).toString('base64');
    await expect(open({ certificateAuthority: { data } }).target.capacity(web)).rejects.toThrow();
    await expect(open({ certificateAuthority: { data: '' } }).target.capacity(web)).rejects.toThrow(/SELF_SIGNED/);
  });

  test('of a cluster that is gone, or not there yet, is a refusal', async () => {
    await expect(open().target.capacity({ ...web, cluster: 'gone' })).rejects.toThrow(/"gone" does not exist; correct/);
    const making = open({ endpoint: undefined, status: 'CREATING' });
    await expect(making.target.capacity(web)).rejects.toThrow(/is CREATING and has no endpoint/);
  });
});
