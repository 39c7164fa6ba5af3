import type { Adding } from './adding.ts';

export const target: Adding = {
  what: 'a target',
  most: 5,
  files: {
    'core/scaling/config/targets/spot-fleet.ts': `import * as z from 'zod/mini';
import { text } from '../../../schema/fields.ts';
import { place } from './any-kind/place.ts';

export const spotFleet = z.strictObject({ ...place, fleetId: text() });
`,
    'adapters/scaling/targets/spot-fleet/spot-fleet.ts': `import { Refusal } from '../../../../core/model/errors.ts';
import type { ClientsWorld, NamedTarget } from '../any-kind/kind-target.ts';

export function spotFleets({ clients }: ClientsWorld<string>): NamedTarget<'spot-fleet'> {
  return {
    tell: ({ fleetId }) => \`the fleet \${fleetId}\`,
    capacity: async ({ region, fleetId }) => {
      throw new Refusal(\`\${clients.reader(region)} knows no \${fleetId}\`);
    },
    setCapacity: async () => ({ is: 'applied', because: null }),
  };
}
`,
    'adapters/scaling/targets/spot-fleet/on-aws.ts': `import type { MakeNamedTarget } from '../any-kind/kind-target.ts';
import { spotFleets } from './spot-fleet.ts';

export function onAws(): MakeNamedTarget<'spot-fleet'> {
  const clients = { reader: () => 'EC2', actor: () => 'EC2' };
  return (world) => spotFleets({ ...world, clients });
}
`,
    'lib/scaling/targets/spot-fleet/spot-fleet.ts': `import type { Construct, IConstruct } from 'constructs';
import { requireOwnPlace, type NamedPlace } from '../own-place.ts';
import type { BoundTarget, CapacityGrant, ScalingTarget } from '../scaling-target.ts';

export class SpotFleetTarget implements ScalingTarget {
  readonly construct: IConstruct | null = null;
  private readonly named: NamedPlace & { readonly fleetId: string };

  constructor(named: NamedPlace & { readonly fleetId: string }) {
    this.named = named;
  }

  bind(scope: Construct, grant: CapacityGrant): BoundTarget {
    const { fleetId, account = null, region = null } = this.named;
    requireOwnPlace(scope, this.named);
    grant.allow({ actions: ['ec2:ModifySpotFleetRequest'], resourceArn: fleetId, construct: null, wildcard: null });
    const part = { kind: 'cloudwatch' as const, namespace: 'AWS/EC2Spot', metricName: 'FulfilledCapacity', stat: 'Average' };
    return { config: { kind: 'spot-fleet', account, region, fleetId }, running: { parts: [part] }, asked: null };
  }

  conflicts(): readonly string[] {
    return [];
  }
}
`,
    'bench/scaling/targets/spot-fleet.ts': `import { spotFleets } from '../../../adapters/scaling/targets/spot-fleet/spot-fleet.ts';
import { type BenchTarget, everywhere } from './any-kind.ts';

export const spotFleet: BenchTarget<'spot-fleet'> = {
  config: (fleetId) => ({ kind: 'spot-fleet', account: null, region: null, fleetId }),
  make: () => (world) => spotFleets({ ...world, clients: everywhere('EC2') }),
};
`,
  },
  edits: [
    {
      file: 'core/scaling/config/target-kinds.ts',
      imports: "import { spotFleet } from './targets/spot-fleet.ts';",
      after: 'export const targetKinds = {',
      line: "'spot-fleet': spotFleet,",
      askedBy: 'nobody',
    },
    {
      file: 'adapters/scaling/targets/catalogue.ts',
      imports: null,
      after: 'export function targetsOnAws(): TargetMakers {\n  return {',
      line: "'spot-fleet': loadedLate(() => import('./spot-fleet/on-aws.ts')),",
      askedBy: 'compiler',
    },
    {
      file: 'lib/scaling/targets/catalogue.ts',
      imports: "import { SpotFleetTarget } from './spot-fleet/spot-fleet.ts';",
      after: 'options: TargetOptions<K>) => ScalingTarget;\n} = {',
      line: "'spot-fleet': (config) => new SpotFleetTarget(config),",
      askedBy: 'compiler',
    },
    {
      file: 'bench/scaling/targets/catalogue.ts',
      imports: "import { spotFleet } from './spot-fleet.ts';",
      after: 'BenchTarget<K> } = {',
      line: "'spot-fleet': spotFleet,",
      askedBy: 'compiler',
    },
    {
      file: 'lib/index.ts',
      imports: "export { SpotFleetTarget } from './scaling/targets/spot-fleet/spot-fleet.ts';",
      after: '',
      line: '',
      askedBy: 'test',
    },
  ],
};
