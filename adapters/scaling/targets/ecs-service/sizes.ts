import { type ECSClient, type Service, UpdateServiceCommand } from '@aws-sdk/client-ecs';
import type { Outcome } from '../../../../core/model/outcome.ts';
import type { Term } from '../../../../core/ports.ts';
import type { SizeChange, SizeTold } from '../../../../core/scaling/sizing/size-told.ts';
import type { Judge } from '../../../aws/judge.ts';
import { regional } from '../../../aws/regional.ts';
import { act } from '../any-kind/act.ts';
import type { ClientsWorld, RegionalClients } from '../any-kind/kind-target.ts';
import { runningImages } from './running-images.ts';
import { sizeOfService } from './size-of.ts';
import { registerResized, revisionReader } from './task-definition.ts';

type Client = Pick<ECSClient, 'send'>;

/** The service whose tasks are meant. */
export interface SizedService {
  readonly service: Service;
  readonly region: string | null;
  readonly cluster: string;
  readonly serviceName: string;
}

/** How sizes of tasks are read and changed. */
export interface TaskSizes {
  size(of: SizedService, leftMs: number): Promise<Omit<SizeTold, 'of'>>;
  setSize(
    of: SizedService,
    change: SizeChange,
    world: Pick<ClientsWorld<Client>, 'leftMs' | 'random'>,
    term: Term,
  ): Promise<Outcome>;
}

/** Sizes of tasks. Make it once a process: it keeps the revisions that it has read. */
export function taskSizes(clients: RegionalClients<Client>): TaskSizes {
  const revisions = regional((region) => revisionReader(clients.reader(region)));
  return {
    size: ({ service, region }, leftMs) => sizeOfService(service, revisions(region), leftMs),
    async setSize(of, { to }, { leftMs, random }, term) {
      const { service, region, cluster, serviceName } = of;
      const told = await sizeOfService(service, revisions(region), leftMs());
      if (told.fixedBecause !== null) return { is: 'refused', because: told.fixedBecause };
      if (told.next === to) return { is: 'applied', because: null };
      if (told.underWay !== null) {
        const says = 'units are being replaced by {what}, and their size is left as it is';
        return { is: 'refused', because: { says, what: told.underWay } };
      }
      const [old, images] = await Promise.all([
        revisions(region)(service.taskDefinition ?? '', leftMs()),
        runningImages(clients.reader(region), of, leftMs()),
      ]);
      const client = clients.actor(region);
      let taskDefinition: string | null = null;
      const ask = async (abortSignal: AbortSignal) => {
        taskDefinition ??= await registerResized(client, old, images, to, abortSignal);
        return client.send(new UpdateServiceCommand({ cluster, service: serviceName, taskDefinition }), {
          abortSignal,
        });
      };
      return act({ units: 0, term, random, judge: judgeSize, ask });
    },
  };
}

const judgeSize: Judge = ({ name }) => {
  if (/^(Service|Cluster)Not(Found|Active)Exception$/.test(name))
    return 'the service is gone or being deleted; remove the scalable: {error}';
  if (/^(InvalidParameterException|ClientException|UnsupportedFeatureException)$/.test(name))
    return 'ECS does not accept the size; mend what it names, or write change: "recommend": {error}';
  return null;
};
