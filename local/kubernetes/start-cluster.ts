import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../free-port.ts';
import { startKeptProcess } from '../kept-process.ts';
import { loopback } from '../loopback.ts';
import type { KubernetesServers } from './build-servers.ts';
import { type Certificates, makeCertificates } from './certificates.ts';
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
  readonly tokens?: Readonly<Record<string, { readonly user: string; readonly groups: readonly string[] }>>;
  /** Where a server answers whose tokens are whose. @default nowhere */
  readonly tokenWebhook?: string;
}

type Kept = Awaited<ReturnType<typeof startKeptProcess>>;

const adminToken = 'administrator';

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

interface ApiServer {
  readonly etcd: string;
  readonly port: number;
  readonly certificates: Certificates;
  readonly tokens: string;
  readonly webhook: string | null;
}

function apiServer({ etcd, port, certificates: { crt, key, front, accounts }, tokens, webhook }: ApiServer) {
  return [
    `--etcd-servers=${etcd}`,
    `--bind-address=${loopback}`,
    `--advertise-address=${loopback}`,
    `--secure-port=${port}`,
    `--tls-cert-file=${crt}`,
    `--tls-private-key-file=${key}`,
    '--service-cluster-ip-range=10.0.0.0/24',
    `--service-account-key-file=${accounts.pub}`,
    `--service-account-signing-key-file=${accounts.key}`,
    '--service-account-issuer=https://kubernetes.default.svc',
    // Watches that begin with a list need an etcd of 3.5; with an older one clients try in vain, ever less often.
    '--feature-gates=WatchList=false',
    '--authorization-mode=RBAC',
    `--token-auth-file=${tokens}`,
    // Without them a pod needs an account that a controller makes, and a node has a taint that a controller takes away.
    '--disable-admission-plugins=ServiceAccount,TaintNodesByCondition',
    `--requestheader-client-ca-file=${front.crt}`,
    '--requestheader-allowed-names=',
    '--requestheader-extra-headers-prefix=X-Remote-Extra-',
    '--requestheader-group-headers=X-Remote-Group',
    '--requestheader-username-headers=X-Remote-User',
    `--proxy-client-cert-file=${front.crt}`,
    `--proxy-client-key-file=${front.key}`,
    ...(webhook === null
      ? []
      : [
          `--authentication-token-webhook-config-file=${webhook}`,
          '--authentication-token-webhook-version=v1',
          '--authentication-token-webhook-cache-ttl=1s',
        ]),
  ];
}

function controllers(kubeconfig: string, { accounts }: Certificates, port: number) {
  const run = [
    'deployment',
    'replicaset',
    'statefulset',
    'horizontal-pod-autoscaler',
    'garbage-collector',
    'resourcequota',
  ];
  return [
    `--kubeconfig=${kubeconfig}`,
    `--bind-address=${loopback}`,
    `--secure-port=${port}`,
    '--leader-elect=false',
    `--service-account-private-key-file=${accounts.key}`,
    '--horizontal-pod-autoscaler-sync-period=2s',
    '--horizontal-pod-autoscaler-downscale-stabilization=4s',
    `--controllers=${run.map((name) => `${name}-controller`).join(',')}`,
  ];
}

function scheduler(kubeconfig: string, port: number) {
  return [`--kubeconfig=${kubeconfig}`, '--leader-elect=false', `--bind-address=${loopback}`, `--secure-port=${port}`];
}

function kwok(kubeconfig: string, configFile: string, port: number) {
  return [
    `--kubeconfig=${kubeconfig}`,
    `--config=${configFile}`,
    '--manage-all-nodes=true',
    `--node-ip=${loopback}`,
    `--server-address=${loopback}:${port}`,
  ];
}

function configOf(server: string, caFile: string): string {
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'local', cluster: { server, 'certificate-authority': caFile } }],
    users: [{ name: 'admin', user: { token: adminToken } }],
    contexts: [{ name: 'local', context: { cluster: 'local', user: 'admin' } }],
    'current-context': 'local',
  });
}

function webhookOf(server: string): string {
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'authenticator', cluster: { server } }],
    users: [{ name: 'api-server', user: {} }],
    contexts: [{ name: 'webhook', context: { cluster: 'authenticator', user: 'api-server' } }],
    'current-context': 'webhook',
  });
}

function tokensOf(tokens: NonNullable<ClusterOptions['tokens']>): string {
  const others = Object.entries(tokens).map(
    ([token, { user, groups }]) => `${token},${user},${user},"${groups.join(',')}"`,
  );
  return `${[`${adminToken},admin,admin,"system:masters"`, ...others].join('\n')}\n`;
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

interface Asked {
  readonly method: string;
  readonly path: string;
  readonly body?: unknown;
  /** @default application/json, and of a PATCH a merge */
  readonly type?: string | undefined;
}

/** What an API server answers to somebody: what it tells, or an error with its status. */
function askAs({ endpoint, ca }: Pick<LocalCluster, 'endpoint' | 'ca'>, token: string, asked: Asked): Promise<unknown> {
  const { method, path, body } = asked;
  const type = asked.type ?? (method === 'PATCH' ? 'application/merge-patch+json' : 'application/json');
  const headers = { authorization: `Bearer ${token}`, 'content-type': type };
  return new Promise((resolve, reject) => {
    const sent = request(new URL(path, endpoint), { method, headers, ca, timeout: 10_000 }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('end', () => {
        const text = Buffer.concat(chunks).toString('utf8');
        const { statusCode = 0 } = answer;
        if (statusCode > 299)
          return reject(Object.assign(new Error(`${method} ${path}: ${statusCode} ${text}`), { statusCode }));
        resolve(text.startsWith('{') ? JSON.parse(text) : text);
      });
    });
    sent.on('error', reject);
    sent.end(body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body));
  });
}
