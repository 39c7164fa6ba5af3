/**
 * How long a spike waits that finds no node with room, on a real control plane: beside placeholder pods that give way, and
 * where a node has to come first. `npm run bench:placeholders`; prints one JSON object, in seconds.
 */
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { bufferOf } from '../../core/scaling/config/kubernetes/buffer.ts';
import { buildServers } from '../../local/kubernetes/build-servers.ts';
import { type LocalCluster, startCluster } from '../../local/kubernetes/start-cluster.ts';

const { values } = parseArgs({
  options: { node: { type: 'string', default: '60' }, pod: { type: 'string', default: '2' } },
});
const [nodeSeconds, podSeconds] = [Number(values.node), Number(values.pod)];
const [before, spike] = [4, 4];
const web = '/apis/apps/v1/namespaces/shop/deployments';

const servers = await buildServers(join(import.meta.dirname, '..', '..'), (line) => process.stderr.write(`${line}\n`));
const withPlaceholders = await inACluster(async (cluster) => {
  await addNode(cluster, 'node-1', before + spike);
  await deploy(cluster);
  const requests = { cpu: '1', memory: '1Gi' };
  const [priorityClass, buffer] = bufferOf({ namespace: 'shop', name: 'web', units: spike, requests });
  await cluster.ask('POST', '/apis/scheduling.k8s.io/v1/priorityclasses', priorityClass);
  await cluster.ask('POST', web, buffer);
  await untilReady(cluster, 'web-headroom-buffer', spike);
  return secondsOfSpike(cluster);
});
const waitingForANode = await inACluster(async (cluster) => {
  await addNode(cluster, 'node-1', before);
  await deploy(cluster);
  const late = sleep(nodeSeconds * 1000).then(() => addNode(cluster, 'node-2', spike));
  const seconds = await secondsOfSpike(cluster);
  await late;
  return seconds;
});
process.stdout.write(
  `${JSON.stringify({ podSeconds, nodeSeconds, units: spike, withPlaceholders, waitingForANode })}\n`,
);

async function inACluster(play: (cluster: LocalCluster) => Promise<number>): Promise<number> {
  const cluster = await startCluster(servers, { podMs: podSeconds * 1000 });
  try {
    await cluster.ask('POST', '/api/v1/namespaces', { metadata: { name: 'shop' } });
    return await play(cluster);
  } finally {
    await cluster.stop();
  }
}

async function addNode(cluster: LocalCluster, name: string, cores: number): Promise<void> {
  const room = { cpu: String(cores), memory: '64Gi', pods: '100' };
  await cluster.ask('POST', '/api/v1/nodes', { metadata: { name }, status: { allocatable: room, capacity: room } });
}

async function deploy(cluster: LocalCluster): Promise<void> {
  const labels = { app: 'web' };
  const containers = [{ name: 'main', image: 'web', resources: { requests: { cpu: '1' } } }];
  const template = { metadata: { labels }, spec: { containers, terminationGracePeriodSeconds: 0 } };
  const spec = { replicas: before, selector: { matchLabels: labels }, template };
  await cluster.ask('POST', web, { metadata: { name: 'web' }, spec });
  await untilReady(cluster, 'web', before);
}

async function secondsOfSpike(cluster: LocalCluster): Promise<number> {
  const beganAtMs = performance.now();
  await cluster.ask('PATCH', `${web}/web/scale`, { spec: { replicas: before + spike } });
  await untilReady(cluster, 'web', before + spike);
  return Math.round((performance.now() - beganAtMs) / 100) / 10;
}

async function untilReady(cluster: LocalCluster, name: string, units: number): Promise<void> {
  const endsAtMs = performance.now() + (nodeSeconds + 60) * 1000;
  while (performance.now() < endsAtMs) {
    const { status } = (await cluster.ask('GET', `${web}/${name}`)) as { status: { readyReplicas?: number } };
    if (status.readyReplicas === units) return;
    await sleep(100);
  }
  throw new Error(`${units} pods of ${name} are not ready`);
}
