import type { AutoScalingClient, AutoScalingGroup } from '@aws-sdk/client-auto-scaling';
import { EC2Client } from '@aws-sdk/client-ec2';
import type { Outcome } from '../../../../core/model/outcome.ts';
import type { Term } from '../../../../core/ports.ts';
import type { SizeChange, SizeTold } from '../../../../core/scaling/sizing/size-told.ts';
import { actingClient, readingClient } from '../../../aws/client-settings.ts';
import { regional } from '../../../aws/regional.ts';
import { act } from '../any-kind/act.ts';
import type { ClientsWorld, RegionalClients } from '../any-kind/kind-target.ts';
import { templateReader } from './launch-template.ts';
import { judgeSize, refresh } from './set-size.ts';
import { sizeOfGroup } from './size-of.ts';

type Scaling = Pick<AutoScalingClient, 'send'>;
type Ec2 = Pick<EC2Client, 'send'>;

/** What is to be changed of which group. */
interface Resizing extends ClientsWorld<Scaling> {
  readonly group: AutoScalingGroup;
  readonly region: string | null;
  readonly change: SizeChange;
}

/** How sizes of groups are read and changed. */
export interface GroupSizes {
  size(client: Scaling, group: AutoScalingGroup, region: string | null, leftMs: number): Promise<Omit<SizeTold, 'of'>>;
  setSize(resizing: Resizing, term: Term): Promise<Outcome>;
}

/** Sizes of groups. Make it once a process: it keeps its clients, and versions of launch templates that it has read. */
export function groupSizes(clients: RegionalClients<Ec2> = ec2OnAws()): GroupSizes {
  const template = regional((region) => templateReader(clients.reader(region)));
  return {
    size: (client, group, region, leftMs) => sizeOfGroup(client, group, template(region), leftMs),
    async setSize({ clients: scaling, group, region, change, leftMs, random }, term) {
      const told = await sizeOfGroup(scaling.reader(region), group, template(region), leftMs());
      if (told.fixedBecause !== null) return { is: 'refused', because: told.fixedBecause };
      if (told.next === change.to) return { is: 'applied', because: null };
      if (told.underWay !== null) {
        const says = 'units are being replaced by {what}, and their size is left as it is';
        return { is: 'refused', because: { says, what: told.underWay } };
      }
      const old = group.LaunchTemplate === undefined ? null : await template(region)(group.LaunchTemplate, leftMs());
      if (old === null) return { is: 'refused', because: { says: 'the launch template of the group does not exist' } };
      const ask = refresh({ group, old, ec2: clients.actor(region), scaling: scaling.actor(region) }, change);
      return act({ units: 0, term, random, judge: judgeSize, ask });
    },
  };
}

function ec2OnAws(): RegionalClients<Ec2> {
  return {
    reader: regional((region) => new EC2Client({ ...readingClient, ...(region !== null && { region }) })),
    actor: regional((region) => new EC2Client({ ...actingClient, ...(region !== null && { region }) })),
  };
}
