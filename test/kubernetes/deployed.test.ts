import { mkdir, readFile } from 'node:fs/promises';
import { request, type Server } from 'node:http';
import { Agent } from 'node:https';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CloudWatchClient, PutMetricDataCommand, SetAlarmStateCommand } from '@aws-sdk/client-cloudwatch';
import { CreateClusterCommand, EKSClient } from '@aws-sdk/client-eks';
import { CreateAccessKeyCommand, CreateRoleCommand, CreateUserCommand, IAMClient } from '@aws-sdk/client-iam';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { apiRequest } from '../../adapters/scaling/targets/kubernetes-workload/api-request.ts';
import { eksToken } from '../../adapters/scaling/targets/kubernetes-workload/eks-token.ts';
import type { KubernetesError } from '../../adapters/scaling/targets/kubernetes-workload/kubernetes-error.ts';
import type { Workload } from '../../adapters/scaling/targets/kubernetes-workload/workload.ts';
import { runCdk } from '../../cli/demo/run-cdk.ts';
import { bufferOf } from '../../core/scaling/config/kubernetes/buffer.ts';
import { bufferRoleOf, roleOf } from '../../core/scaling/config/kubernetes/role.ts';
import { type LocalCluster, startCluster } from '../../local/kubernetes/start-cluster.ts';
import type { LocalAws } from '../../local/local-aws.ts';
import { onlyLocal } from '../../local/only-local.ts';
import { clientOptions } from '../integration/deploy-function.ts';
import { localAwsOrNone } from '../integration/local-aws-or-none.ts';
import { startAuthenticator } from './authenticator.ts';
import { kubernetesOrNone } from './kubernetes-or-none.ts';
import { openPlainDoor } from './plain-door.ts';
import { aDeployment, addNode, deployments } from './shop.ts';

/** Where the local AWS says that its clusters are. */
const port = 16_443;
const root = join(import.meta.dirname, '..', '..');
const work = join(root, '.local', 'kubernetes-test');
const servers = await kubernetesOrNone();

/** Sends a presigned request to the local STS, which checks its signature, with the headers that were signed. */
function whoIs(sts: string, presigned: URL, headers: Readonly<Record<string, string>>): Promise<string | null> {
  return new Promise((resolve, reject) => {
    const sent = request(new URL(`/${presigned.search}`, sts), { headers }, async (answer) => {
      const chunks: Buffer[] = [];
      for await (const chunk of answer) chunks.push(chunk as Buffer);
      const told = /<Arn>([^<]+)<\/Arn>/.exec(Buffer.concat(chunks).toString())?.[1] ?? null;
      resolve(answer.statusCode === 200 ? told : null);
    });
    sent.on('error', reject);
    sent.end();
  });
}

describe.runIf(servers !== null)('the deployed allocator, and a real cluster', () => {
  let aws: LocalAws | null = null;
  let cluster: LocalCluster;
  let authenticator: Awaited<ReturnType<typeof startAuthenticator>>;
  let door: Server | null = null;
  const seen: (string | null)[] = [];
  let alarm = '';

  beforeAll(async () => {
    if (servers === null) return;
    authenticator = await startAuthenticator({
      ...{ region: 'us-east-1', cluster: 'shop' },
      whoIs: async (presigned, headers) => {
        const arn = await whoIs(aws?.emulators[0]?.endpoint ?? '', presigned, headers);
        seen.push(arn);
        return arn;
      },
      groupsOf: (arn) =>
        /:assumed-role\/Pods-HeadroomResourceAllocator|:user\/person$/.test(arn) ? ['headroom:pods'] : null,
    });
    cluster = await startCluster(servers, { podMs: 2000, tokenWebhook: authenticator.url });
    door = await openPlainDoor(port, cluster);
    aws = await localAwsOrNone({ enforceIam: true, recordCalls: true });
    if (aws === null) return;
    await cluster.ask('POST', '/api/v1/namespaces', { metadata: { name: 'shop' } });
    await addNode(cluster, 'node-1', '16');
    await cluster.ask('POST', deployments, aDeployment('web', 1, { cpu: '100m' }));
    const requests = { cpu: '100m', memory: '0' };
    const [priorityClass, buffer] = bufferOf({ namespace: 'shop', name: 'web', units: 3, requests });
    await cluster.ask('POST', '/apis/scheduling.k8s.io/v1/priorityclasses', priorityClass);
    await cluster.ask('POST', deployments, buffer);
    const web = { namespace: 'shop', group: 'apps', resource: 'deployments', name: 'web' };
    for (const one of [...roleOf('pods', web), ...bufferRoleOf('pods', web)]) {
      const path = `/apis/rbac.authorization.k8s.io/v1/namespaces/shop/${one.kind.toLowerCase()}s`;
      await cluster.ask('POST', path, one);
    }
    const resourcesVpcConfig = { subnetIds: [] };
    const trust = { Effect: 'Allow', Principal: { Service: 'eks.amazonaws.com' }, Action: 'sts:AssumeRole' };
    const AssumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: [trust] });
    const iam = new IAMClient(clientOptions(aws));
    const { Role } = await iam.send(new CreateRoleCommand({ RoleName: 'eks', AssumeRolePolicyDocument }));
    const roleArn = Role?.Arn ?? '';
    await new EKSClient(clientOptions(aws)).send(
      new CreateClusterCommand({ name: 'shop', roleArn, resourcesVpcConfig }),
    );
    await mkdir(work, { recursive: true });
    const { signal } = new AbortController();
    const { accountId, region, environment } = aws;
    const run = (args: readonly string[], cwd: string, log: string) =>
      runCdk({ args, cwd, environment: onlyLocal(environment), logFile: join(work, log), signal });
    await run(['bootstrap', `aws://${accountId}/${region}`], work, 'bootstrap.log');
    const app = `${JSON.stringify(process.execPath)} test/kubernetes/kubernetes-app.ts`;
    const out = ['--output', join(work, 'cdk.out'), '--outputs-file', join(work, 'outputs.json')];
    await run(['deploy', '--all', '--require-approval', 'never', '--app', app, ...out], root, 'deploy.log');
    alarm = JSON.parse(await readFile(join(work, 'outputs.json'), 'utf8')).Pods.AlarmName;
  });
  afterAll(async () => {
    await aws?.stop();
    door?.close();
    door?.closeAllConnections();
    await cluster?.stop();
    await authenticator?.stop();
  });

  it('brings pods from an alarm, by a token that STS has checked', async () => {
    if (aws === null) return;
    const cloudWatch = new CloudWatchClient(clientOptions(aws));
    const minute = Math.floor(Date.now() / 60_000) * 60_000;
    const MetricData = [1, 2, 3, 4, 5].map((ago) => ({
      ...{ MetricName: 'Requests', Value: 500, Timestamp: new Date(minute - ago * 60_000) },
      Dimensions: [{ Name: 'Service', Value: 'web' }],
    }));
    await cloudWatch.send(new PutMetricDataCommand({ Namespace: 'Shop', MetricData }));
    const beganAtMs = Date.now();
    const state = { AlarmName: alarm, StateValue: 'ALARM', StateReason: 'a spike' } as const;
    await cloudWatch.send(new SetAlarmStateCommand(state));
    let told: Workload = {};
    while ((told.status?.readyReplicas ?? 0) < 5 && Date.now() - beganAtMs < 60_000) {
      told = (await cluster.ask('GET', `${deployments}/web`)) as Workload;
      await sleep(100);
    }
    const tookMs = Date.now() - beganAtMs;
    console.info(`from the alarm to five ready pods, each of which takes 2 s: ${tookMs} ms`);
    expect(told.status?.readyReplicas).toBe(5);
    expect(seen.at(-1)).toMatch(/^arn:aws:sts::000000000000:assumed-role\/Pods-HeadroomResourceAllocator/);
    expect(tookMs).toBeLessThan(15_000);
    // Nothing is to stand prepared beside all that is needed, and the three that stood there have given way.
    let left: Workload = {};
    for (let waits = 0; waits < 100 && left.spec?.replicas !== 0; waits++) {
      left = (await cluster.ask('GET', `${deployments}/web-headroom-buffer`)) as Workload;
      await sleep(100);
    }
    expect(left.spec?.replicas).toBe(0);
  });

  it('lets in whom STS knows, by a token of this cluster, and nobody else', async () => {
    if (aws === null) return;
    const iam = new IAMClient(clientOptions(aws));
    await iam.send(new CreateUserCommand({ UserName: 'person' }));
    const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: 'person' }));
    const { AccessKeyId: accessKeyId = '', SecretAccessKey: secretAccessKey = '' } = AccessKey ?? {};
    const statusOf = async (credentials: { accessKeyId: string; secretAccessKey: string }, name = 'shop') => {
      const token = await eksToken(new EKSClient({ region: 'us-east-1', credentials }), name, Date.now());
      const agent = new Agent({ ca: cluster.ca });
      const to = { endpoint: cluster.endpoint, agent, token, hint: '' };
      return apiRequest({ method: 'GET', path: `${deployments}/web/scale` }, to, undefined).then(
        () => 200,
        (error: KubernetesError) => error.$metadata.httpStatusCode,
      );
    };
    const known = { accessKeyId, secretAccessKey };
    expect(await statusOf(known)).toBe(200);
    expect(await statusOf(known, 'another')).toBe(401);
    expect(await statusOf({ ...known, secretAccessKey: 'another' })).toBe(401);
    expect(await statusOf({ ...known, accessKeyId: 'AKIAIOSFODNN7EXAMPLE' })).toBe(401);
  });
});
