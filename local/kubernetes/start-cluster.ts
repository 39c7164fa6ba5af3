import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../free-port.ts';
import { startKeptProcess } from '../kept-process.ts';
import { loopback } from '../loopback.ts';
import { askAs } from './ask-as.ts';
import type { KubernetesServers } from './build-servers.ts';
import { makeCertificates } from './certificates.ts';
import { apiServer, controllers, kwok, scheduler } from './server-arguments.ts';
import { adminToken, configOf, type Tokens, tokensOf, webhookOf } from './server-files.ts';
import { stages } from './stages.ts';

/** A control plane of our own on loopback, with nodes and pods that kwok believes in. */
export interface LocalCluster {
  readonly endpoint: string;
  /** The certificate by which clients know the API server, and the file that it is in. */
  readonly ca: string;
  readonly caFile: string;
  /** May do everything. */
  readonly adminToken: string;
  /** As `kubectl` takes it. */
  readonly kubeconfig: string;
  /** Asks as the administrator. Rejects where the server refuses. */
  ask(method: string, path: string, body?: unknown, type?: string): Promise<unknown>;
  stop(): Promise<void>;
}

interface ClusterOptions {
  /** @default any that is free */
  readonly port?: number;
  /** How long a pod takes from its node to being ready, milliseconds. @default 2000 */
  readonly podMs?: number;
  /** People by their tokens, beside the administrator. @default nobody */
  readonly tokens?: Tokens;
  /** Where a server answers whose tokens are whose. @default nowhere */
  readonly tokenWebhook?: string;
}

type Kept = Awaited<ReturnType<typeof startKeptProcess>>;

/** Starts all of it; ready when a node would be. Rejects with the end of a server's log where one does not come up. */
export async function startCluster(servers: KubernetesServers, options: ClusterOptions = {}): Promise<LocalCluster> {
  const folder = mkdtempSync(join(tmpdir(), 'headroom-kubernetes-'));
  const file = (name: string, text: string) => {
    writeFileSync(join(folder, name), text, { mode: 0o600 });
    return join(folder, name);
  };
  const port = await freePort(options.port);
  const endpoint = `https://${loopback}:${port}`;
  const certificates = makeCertificates(folder);
  const kubeconfig = file('admin.kubeconfig', configOf(endpoint, certificates.crt));
  const started: Kept[] = [];
  const start = async (command: string, args: readonly string[]) => {
    const name = args[0]?.startsWith('kube-') ? args[0] : (command.split('/').at(-1) ?? command);
    const own = mkdtempSync(join(tmpdir(), `headroom-${name}-`));
    const logFile = join(folder, `${name}.log`);
    const orders = { command, args: [...args], folder: own, logFile, outlivesStarter: false };
    started.push(await startKeptProcess(orders, { ...(process.env as Record<string, string>) }));
    return logFile;
  };
  const stop = async () => {
    for (const one of started.reverse()) await one.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  const cluster = {
    endpoint,
    ca: readFileSync(certificates.crt, 'utf8'),
    caFile: certificates.crt,
    adminToken,
    kubeconfig,
  };
  const ask: LocalCluster['ask'] = (method, path, body, type) =>
    askAs(cluster, adminToken, { method, path, body, type });
  try {
    const etcd = await startEtcd(servers.etcd, folder, start);
    const webhook = options.tokenWebhook === undefined ? null : file('webhook.json', webhookOf(options.tokenWebhook));
    const tokens = file('tokens.csv', tokensOf(options.tokens ?? {}));
    const log = await start(servers.kube, [
      'kube-apiserver',
      ...apiServer({ etcd, port, certificates, tokens, webhook }),
    ]);
    await untilReady(async () => (await ask('GET', '/readyz')) === 'ok', log, started);
    await start(servers.kube, ['kube-controller-manager', ...controllers(kubeconfig, certificates, await freePort())]);
    await start(servers.kube, ['kube-scheduler', ...scheduler(kubeconfig, await freePort())]);
    const configFile = file('stages.yaml', stages(options.podMs ?? 2000));
    await start(servers.kwok, kwok(kubeconfig, configFile, await freePort()));
    return { ...cluster, ask, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startEtcd(
  etcd: string,
  folder: string,
  start: (command: string, args: readonly string[]) => Promise<string>,
) {
  const [client, peer] = [`http://${loopback}:${await freePort()}`, `http://${loopback}:${await freePort()}`];
  await start(etcd, [
    ...['--data-dir', join(folder, 'etcd'), '--unsafe-no-fsync'],
    ...['--listen-client-urls', client, '--advertise-client-urls', client],
    ...['--listen-peer-urls', peer, '--initial-advertise-peer-urls', peer, '--initial-cluster', `default=${peer}`],
  ]);
  return client;
}

async function untilReady(isReady: () => Promise<boolean>, logFile: string, all: readonly Kept[]): Promise<void> {
  for (let waits = 0; waits < 1200; waits++) {
    if (await isReady().catch(() => false)) return;
    if (all.some((one) => one.hasEnded())) break;
    await sleep(50);
  }
  throw new Error(
    `the API server does not come up; the end of ${logFile}: ${readFileSync(logFile, 'utf8').slice(-1500)}`,
  );
}
