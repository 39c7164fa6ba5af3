import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ECSClient } from '@aws-sdk/client-ecs';
import { RDSClient } from '@aws-sdk/client-rds';
import { loopback } from '../loopback.ts';
import { auroraReaders } from './aurora-readers.ts';
import type { Dimensions } from './dimension.ts';
import { ecsTasks } from './ecs-tasks.ts';
import { ScalingFault } from './scaling-fault.ts';
import { ScalingService } from './scaling-service.ts';

interface ScalingStandIn {
  readonly endpoint: string;
  /** Whose services it moves things through; before that nothing can be registered. */
  moveThrough(endpoint: string, region: string): void;
  stop(): Promise<void>;
}

/** How long a resource takes to follow, long enough to be seen on its way. */
const delayMs = 300;

/** Starts Application Auto Scaling as its API is documented, beside an emulator that has none. It listens on loopback alone. */
export async function startScaling(): Promise<ScalingStandIn> {
  let service = new ScalingService({ dimensions: {}, delayMs, nowMs: Date.now });
  const server = createServer((incoming, outgoing) => {
    serve(service, incoming, outgoing).catch(() => outgoing.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, loopback, resolve));
  server.unref();
  return {
    endpoint: `http://${loopback}:${(server.address() as AddressInfo).port}`,
    moveThrough: (endpoint, region) => {
      service = new ScalingService({ dimensions: dimensionsOf(endpoint, region), delayMs, nowMs: Date.now });
    },
    stop: async () => {
      server.close();
      server.closeAllConnections();
      await service.settled();
    },
  };
}

function dimensionsOf(endpoint: string, region: string): Dimensions {
  const settings = { endpoint, region, credentials: { accessKeyId: 'test', secretAccessKey: 'test' } };
  return {
    'rds:cluster:ReadReplicaCount': auroraReaders(new RDSClient(settings)),
    'ecs:service:DesiredCount': ecsTasks(new ECSClient(settings)),
  };
}

async function serve(service: ScalingService, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const body = (await incoming.toArray()).join('');
  const operation = String(incoming.headers['x-amz-target']).split('.').at(-1) ?? '';
  const [status, answer] = await answerOf(service, operation, body);
  outgoing.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(answer));
}

async function answerOf(service: ScalingService, operation: string, body: string): Promise<[number, object]> {
  try {
    return [200, await service.answer(operation, JSON.parse(body === '' ? '{}' : body))];
  } catch (error) {
    if (!(error instanceof ScalingFault)) return [500, { __type: 'InternalServiceException', message: String(error) }];
    return [400, { __type: error.name, message: error.message }];
  }
}
