import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { loopback } from '../../local/loopback.ts';

interface Authenticator {
  /** Where an API server asks whose a token is. */
  readonly url: string;
  stop(): Promise<void>;
}

/** What is true of a cluster: its Region, what it is called, and which groups whom it knows belongs to. */
interface Knows {
  readonly region: string;
  readonly cluster: string;
  /** Whose the presigned request is, as STS says; null where it does not take it. */
  whoIs(presigned: URL, headers: Readonly<Record<string, string>>): Promise<string | null>;
  /** By an access entry; null where it has none. */
  groupsOf(arn: string): readonly string[] | null;
}

const takenMs = 15 * 60_000;

/** Knows callers as EKS does: a token is a presigned GetCallerIdentity with the name of the cluster among its signed headers. */
export async function startAuthenticator(knows: Knows): Promise<Authenticator> {
  const server = createServer(async (incoming, outgoing) => {
    const { spec } = JSON.parse(await textOf(incoming)) as { readonly spec: { readonly token: string } };
    const status = await judge(spec.token, knows).catch((error: unknown) => refused(String(error)));
    outgoing.setHeader('content-type', 'application/json');
    outgoing.end(JSON.stringify({ apiVersion: 'authentication.k8s.io/v1', kind: 'TokenReview', status }));
  });
  await new Promise<void>((resolve) => server.listen(0, loopback, resolve));
  return {
    url: `http://${loopback}:${(server.address() as AddressInfo).port}/`,
    stop: async () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

async function judge(token: string, { region, cluster, whoIs, groupsOf }: Knows) {
  const presigned = new URL(Buffer.from(token.replace(/^k8s-aws-v1\./, ''), 'base64url').toString());
  const query = presigned.searchParams;
  const host = `sts.${region}.amazonaws.com`;
  if (!token.startsWith('k8s-aws-v1.') || token.includes('=')) return refused('no token of EKS');
  if (presigned.host !== host || presigned.pathname !== '/') return refused(`${presigned.host} is not ${host}`);
  if (query.get('Action') !== 'GetCallerIdentity') return refused('another action');
  if (!query.get('X-Amz-SignedHeaders')?.split(';').includes('x-k8s-aws-id'))
    return refused('the cluster is not signed');
  const signedMs = Date.parse(
    String(query.get('X-Amz-Date')).replace(/(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z/, '$1-$2-$3T$4:$5:$6Z'),
  );
  if (!(Math.abs(Date.now() - signedMs) < takenMs)) return refused('its time is over');
  const arn = await whoIs(presigned, { host, 'x-k8s-aws-id': cluster });
  const groups = arn === null ? null : groupsOf(arn);
  if (arn === null || groups === null) return refused('nobody that the cluster knows');
  return { authenticated: true, user: { username: arn, groups: [...groups] } };
}

const refused = (error: string) => ({ authenticated: false, error });

async function textOf(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
