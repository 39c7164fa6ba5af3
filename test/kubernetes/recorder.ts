import { writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { join } from 'node:path';
import { EKSClient } from '@aws-sdk/client-eks';
import { eksToken } from '../../adapters/scaling/targets/kubernetes-workload/eks-token.ts';
import type { LocalCluster } from '../../local/kubernetes/start-cluster.ts';
import type { Recorded } from '../adapters/scaling/targets/kubernetes-workload/replay-server.ts';

interface Asked {
  readonly method: string;
  readonly path: string;
  readonly body?: unknown;
  /** @default one of Headroom's role; the administrator's for what no role of ours may do */
  readonly token?: string;
}

/** Where recorded answers lie, for tests that have no control plane. */
export const answersFile = join(
  import.meta.dirname,
  '..',
  'adapters',
  'scaling',
  'targets',
  'kubernetes-workload',
  'recorded-answers.json',
);

/** Asks an API server as Headroom's role and writes down each answer by the name of its situation. */
export class Recorder {
  private readonly cluster: LocalCluster;
  private readonly answers: Recorded[] = [];

  constructor(cluster: LocalCluster) {
    this.cluster = cluster;
  }

  async record(name: string, { method, path, body, token }: Asked): Promise<Recorded> {
    const own = token ?? (method === 'PUT' ? this.cluster.adminToken : await tokenOfRole());
    const answer = await this.answerTo({ method, path, body, token: own });
    const recorded = { name, method, path, ...answer };
    this.answers.push(recorded);
    return recorded;
  }

  /** Where `RECORD` says so: what is recorded is reviewed, as code is. */
  save(): void {
    if (process.env.RECORD === undefined) return;
    writeFileSync(answersFile, `${JSON.stringify(this.answers, null, 2)}\n`);
  }

  private answerTo({
    method,
    path,
    body,
    token,
  }: Asked & { token: string }): Promise<Omit<Recorded, 'name' | 'method' | 'path'>> {
    const type = method === 'PATCH' ? 'application/merge-patch+json' : 'application/json';
    const headers = { authorization: `Bearer ${token}`, 'content-type': type };
    return new Promise((resolve, reject) => {
      const { endpoint, ca } = this.cluster;
      const sent = request(new URL(path, endpoint), { method, headers, ca }, (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('end', () =>
          resolve({
            status: answer.statusCode ?? 0,
            retryAfter: answer.headers['retry-after'] ?? null,
            body: withoutManagers(JSON.parse(Buffer.concat(chunks).toString('utf8'))),
          }),
        );
      });
      sent.on('error', reject);
      sent.end(body === undefined ? undefined : JSON.stringify(body));
    });
  }
}

function tokenOfRole(): Promise<string> {
  const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' };
  return eksToken(new EKSClient({ region: 'eu-central-1', credentials }), 'shop', Date.now());
}

/** Who wrote which field is most of an answer, and nobody reads it. */
function withoutManagers(body: unknown): unknown {
  return JSON.parse(JSON.stringify(body, (key, value) => (key === 'managedFields' ? undefined : value)));
}
