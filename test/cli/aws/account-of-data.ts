import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What each metric of each name tells, hour by hour. */
type Hours = Readonly<Record<string, readonly number[]>>;

/** An account without anything that scales by units. */
export interface DataAccount {
  /** In the words of RDS: attributes of each instance. */
  readonly databases: readonly Readonly<Record<string, string>>[];
  /** In the words of ElastiCache: attributes of each node. */
  readonly nodes: readonly Readonly<Record<string, string>>[];
  /** By the metric and the name of whose it is, e.g. `CPUUtilization of orders`. */
  readonly hours: Hours;
  /** Actions that the caller may not use. */
  readonly refused?: readonly string[];
}

/** Answers as such an account would, in the protocols of AWS; everything else of it is empty. */
export async function accountOfData(account: DataAccount) {
  const asked: string[] = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const part of request) body += part;
    const form = /Action=(\w+)/.exec(body)?.[1];
    const action = form ?? String(request.headers['x-amz-target'] ?? request.url);
    asked.push(action);
    const isRefused = account.refused?.includes(action) === true;
    response.writeHead(isRefused ? 403 : 200, { 'content-type': form === undefined ? 'application/json' : 'text/xml' });
    response.end(isRefused ? denied : form === undefined ? jsonOf(account, action, body) : formOf(account, action));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const environment = {
    ...{ PATH: process.env.PATH ?? '', HOME: '/nowhere', AWS_REGION: 'us-east-1', AWS_ENDPOINT_URL: url },
    ...{ AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' },
  };
  const stop = () => {
    server.closeAllConnections();
    server.close();
  };
  return { environment, asked, stop };
}

const denied =
  '<ErrorResponse><Error><Code>AccessDenied</Code><Message>User: arn:aws:iam::123456789012:user/ann is not authorized</Message></Error></ErrorResponse>';

function formOf({ databases, nodes }: DataAccount, action: string): string {
  const listed: Readonly<Record<string, string>> = {
    DescribeDBInstances: list('DBInstances', 'DBInstance', databases),
    DescribeCacheClusters: list('CacheClusters', 'CacheCluster', nodes),
    DescribeReplicationGroups: list('ReplicationGroups', 'ReplicationGroup', groupsOf(nodes)),
  };
  return `<${action}Response><${action}Result>${listed[action] ?? ''}</${action}Result></${action}Response>`;
}

function groupsOf(nodes: DataAccount['nodes']): DataAccount['nodes'] {
  const groups = Map.groupBy(nodes, ({ ReplicationGroupId = '' }) => ReplicationGroupId);
  return [...groups].map(([ReplicationGroupId, all]) => ({
    ...{
      ReplicationGroupId,
      Status: 'available',
      Engine: all[0]?.Engine ?? '',
      CacheNodeType: all[0]?.CacheNodeType ?? '',
    },
    MemberClusters: all.map(({ CacheClusterId = '' }) => `<ClusterId>${CacheClusterId}</ClusterId>`).join(''),
  }));
}

function list(name: string, member: string, all: DataAccount['nodes']): string {
  const fields = (one: Readonly<Record<string, string>>) =>
    Object.entries(one).map(([key, value]) => `<${key}>${value}</${key}>`);
  return `<${name}>${all.map((one) => `<${member}>${fields(one).join('')}</${member}>`).join('')}</${name}>`;
}

interface Queries {
  readonly MetricDataQueries?: readonly {
    readonly Id: string;
    readonly MetricStat: { readonly Metric: { MetricName: string; Dimensions: readonly { readonly Value: string }[] } };
  }[];
}

function jsonOf({ hours }: DataAccount, action: string, body: string): string {
  if (!action.endsWith('.GetMetricData')) return '{}';
  const { MetricDataQueries = [] }: Queries = JSON.parse(body);
  const MetricDataResults = MetricDataQueries.map(({ Id, MetricStat: { Metric } }) => {
    const Values = hours[`${Metric.MetricName} of ${Metric.Dimensions.at(-1)?.Value}`] ?? [];
    return { Id, Label: Id, StatusCode: 'Complete', Values };
  });
  return JSON.stringify({ MetricDataResults });
}
