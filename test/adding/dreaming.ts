/** A capability that dreams: it looks at what people configure, and tells how deep a dream should be. */
export const dreaming: Readonly<Record<string, string>> = {
  'core/dreaming/config/dream.ts': `import * as z from 'zod/mini';
import { count } from '../../schema/fields.ts';

export const dreamSchema = z.strictObject({ mode: z._default(z.enum(['off', 'on']), 'on'), depth: count() });

export type DreamInput = z.input<typeof dreamSchema>;

export interface DreamConfig extends Readonly<z.output<typeof dreamSchema>> {
  readonly dream: string;
}
`,
  'core/dreaming/config/parse-dream.ts': `import { parseNamed } from '../../schema/parse-named.ts';
import { type DreamConfig, dreamSchema } from './dream.ts';

export function parseDream(dream: string, input: unknown): DreamConfig {
  return { ...parseNamed({ what: 'dream', field: 'name', name: dream, schema: dreamSchema, input }), dream };
}
`,
  'core/dreaming/config/declared-dream.ts': `import type { Section } from '../../schema/section.ts';
import { type DreamConfig, type DreamInput, dreamSchema } from './dream.ts';
import { parseDream } from './parse-dream.ts';

interface DeclaredDream {
  readonly config: DreamConfig;
}

export const dreams: Section<DreamInput, DeclaredDream> = {
  parse: (dream, input) => ({ config: parseDream(dream, input) }),
  written: () => dreamSchema,
  own: () => [],
  tell: ({ config: { mode, depth } }) => \`\${mode}, \${depth} deep\`,
};
`,
  'core/dreaming/observation.ts': `import type { Observed } from '../capability.ts';
import type { DreamConfig } from './config/dream.ts';

export interface Observation extends Observed<object> {
  readonly config: DreamConfig;
  readonly depth: number;
}

export interface Desired {
  readonly depth: number;
}
`,
  'core/dreaming/decide.ts': `import type { Decision } from '../model/decision.ts';
import type { Desired, Observation } from './observation.ts';

export function decide({ config, depth }: Observation): Decision<Desired, object> {
  const desired = { depth: config.depth };
  const because = { says: 'a dream is {depth} deep', depth: config.depth };
  return {
    desired,
    change: depth === config.depth ? null : desired,
    withheld: null,
    lowers: config.depth < depth,
    reasons: [{ by: 'depth', desired, because }],
    binding: 0,
    keep: {},
    lookAgainAtMs: null,
  };
}
`,
  'core/dreaming/card.ts': `import type { Card } from '../card.ts';
import { decide } from './decide.ts';
import type { Desired, Observation } from './observation.ts';

export const card: Card<Observation, Desired, object> = {
  name: 'dreaming',
  amounts: 'levels',
  asks: { would: 'dream', did: 'has dreamt' },
  reasonsPropose: true,
  decide,
  seen: ({ depth }, desired) => \`depth \${depth} -> \${desired?.depth ?? 'unknown'}\`,
  desired: ({ depth }) => String(depth),
  inputs: ({ depth }) => [\`depth: \${depth}\`],
  standing: ({ config, depth }) => ({ mode: config.mode, asked: depth, running: depth }),
  wanted: ({ depth }) => depth,
};
`,
  'core/dreaming/ports.ts': `import type { Outcome } from '../model/outcome.ts';
import type { DreamConfig } from './config/dream.ts';

export interface Dreams {
  names(): Promise<readonly string[]>;
  config(dream: string): Promise<DreamConfig>;
  depth(dream: string): Promise<number>;
  deepen(dream: string, depth: number): Promise<Outcome>;
}
`,
  'core/dreaming/dreaming.ts': `import type { Capability } from '../capability.ts';
import { decide } from './decide.ts';
import type { Desired, Observation } from './observation.ts';
import type { Dreams } from './ports.ts';

export function dreaming(dreams: Dreams): Capability<Observation, Desired, object> {
  return {
    name: 'dreaming',
    observe: async (subject, memory, atMs) => {
      const [config, depth] = await Promise.all([dreams.config(subject), dreams.depth(subject)]);
      return { subject, atMs, memory, config, depth };
    },
    decide,
    act: ({ subject }, { depth }) => dreams.deepen(subject, depth),
  };
}
`,
  'core/dreaming/report.ts': `import type { Report } from '../looking/report.ts';
import type { Entry } from '../model/entry.ts';
import type { Desired, Observation } from './observation.ts';

export type DreamEntry = Entry<Observation, Desired, object>;

export const dreamingReport: Report<DreamEntry, object> = {
  capability: 'dreaming',
  facts: (entry) => ({ depth: entry?.decision?.desired.depth ?? null }),
  news: () => null,
  counts: { DreamLooks: { unit: 'Count', logged: true, sum: () => 1 } },
};
`,
  'core/dreaming/scopes.ts': `import { everything, nothing, only, type Scopes, watched } from '../looking/scope.ts';

export const dreamingScopes: Scopes = {
  tick: () => watched,
  manual: ({ capability, subject }) => {
    if (capability !== 'dreaming') return nothing;
    return subject === null ? everything : only(subject);
  },
  wake: ({ subject }) => only(subject),
  alarm: () => nothing,
  change: () => nothing,
  content: () => nothing,
  release: () => nothing,
};
`,
  'adapters/dreaming/dreams.ts': `import { parseDream } from '../../core/dreaming/config/parse-dream.ts';
import type { Dreams } from '../../core/dreaming/ports.ts';
import { configTexts } from '../table/config-texts.ts';
import { configPartition } from '../table/keys.ts';
import type { Table } from '../table/table.ts';

export function dynamoDbDreams(table: Table): Dreams {
  const texts = configTexts(table, configPartition('dreaming'));
  return {
    names: async () => [...(await texts).keys()],
    config: async (dream) => parseDream(dream, JSON.parse((await texts).get(dream) ?? 'null')),
    depth: async () => 0,
    deepen: async () => ({ is: 'applied', because: null }),
  };
}
`,
  'functions/dream-weaver/handler.ts': `import { frontDoor } from '../front-door.ts';
import { world } from './world.ts';

export const handler = frontDoor(world);
`,
  'functions/dream-weaver/roster.ts': `import { request } from '../../adapters/signals/requests.ts';
import { tick } from '../../adapters/signals/ticks.ts';

export const hears = [tick, request('dreaming')];
`,
  'functions/dream-weaver/world.ts': `import { randomBytes } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Context } from 'aws-lambda';
import { readingClient } from '../../adapters/aws/client-settings.ts';
import { dynamoDbDreams } from '../../adapters/dreaming/dreams.ts';
import { dynamoDbLedger } from '../../adapters/ledger/dynamodb.ts';
import { deploymentMetrics } from '../../adapters/sinks/emf/deployment-metrics.ts';
import { emf } from '../../adapters/sinks/emf/emf.ts';
import { maskedLog } from '../../adapters/sinks/emf/masked-log.ts';
import { itemLoader } from '../../adapters/table/item-loader.ts';
import type { Table } from '../../adapters/table/table.ts';
import { dreaming } from '../../core/dreaming/dreaming.ts';
import { type DreamEntry, dreamingReport } from '../../core/dreaming/report.ts';
import { dreamingScopes } from '../../core/dreaming/scopes.ts';
import { wholeRoster } from '../../core/looking/plan.ts';
import type { Entries } from '../../core/looking/settle.ts';
import { run } from '../../core/pipeline.ts';
import { abortable } from '../abortable.ts';
import { type Looking, looks } from '../looks.ts';
import { requiredVariable } from '../required-variable.ts';
import { startedClock } from '../started-clock.ts';
import { timeBudget } from '../time-budget.ts';
import { hears } from './roster.ts';

const { env } = process;
const tableName = requiredVariable(env, 'HEADROOM_TABLE');
const log = maskedLog('dream-weaver');
const metrics = deploymentMetrics(requiredVariable(env, 'HEADROOM_DEPLOYMENT'));
const dynamoDb = new DynamoDBClient({ ...readingClient });

export const world = {
  log,
  metrics,
  door: looks({ hears, sinks: [emf(log, metrics)], report: dreamingReport, invocation }),
};

async function invocation(
  context: Context,
  signal: AbortSignal,
): Promise<Looking<DreamEntry, object, Entries<DreamEntry>>> {
  const table: Table = { client: abortable(dynamoDb, signal), tableName, random: Math.random };
  const dreams = dynamoDbDreams(table);
  const ledger = dynamoDbLedger({ ...table, readItem: itemLoader(table) });
  const clock = startedClock(null, () => Date.now());
  const capability = dreaming(dreams);
  return {
    roster: wholeRoster(dreamingScopes, dreams.names),
    spine: { ledger, clock, newId: () => randomBytes(9).toString('base64url'), leaseMs: 45_000 },
    mendsItself: false,
    chunkSize: 10,
    hasTime: timeBudget(() => context.getRemainingTimeInMillis()).hasTime,
    look:
      () =>
      ({ subject, signal: why }, spine) =>
        run(capability, subject, why, spine),
    close: async ({ answer }) => ({ whole: {}, told: [], answer }),
  };
}
`,
  'functions/dream-weaver/events/tick.json': '{ "dryRun": true, "source": "headroom.tick", "id": "a-tick" }\n',
  'functions/dream-weaver/events/look.json': '{ "dryRun": true, "dream": "checkout/web" }\n',
  'lib/dreaming/functions/dream-weaver.ts': `import type { Construct } from 'constructs';
import { DeploymentFunction, type DeploymentFunctionProps } from '../../deployment/deployment-function.ts';
import { grantLooks, grantSwitch } from '../../deployment/table-grant.ts';

export class DreamWeaver extends DeploymentFunction {
  constructor(scope: Construct, id: string, props: DeploymentFunctionProps) {
    super(scope, id, props, {
      bundle: 'dream-weaver',
      functionName: \`\${props.deploymentName}-dream-weaver\`,
      description: 'Decides how deep each dream should be',
      rehearsed: { decides: 'dreaming', asks: 'dreaming', event: { source: 'headroom.tick' } },
    });
    grantLooks(props.table, this.role, 'dreaming');
    grantSwitch(props, this.role);
  }
}
`,
  'lib/dreaming/dreaming-deployment.ts': `import { Construct } from 'constructs';
import type { Deployment } from '../deployment/deployment.ts';
import { DreamWeaver } from './functions/dream-weaver.ts';

export class DreamingDeployment extends Construct {
  readonly configWriter: Deployment['configWriter'];

  constructor(scope: Construct, id: string, deployment: Deployment) {
    super(scope, id);
    const weaver = new DreamWeaver(this, 'DreamWeaver', deployment.every);
    deployment.testEventWriter?.offer(this, 'TestEvents', weaver);
    this.configWriter = deployment.configWriter;
  }
}
`,
  'lib/dreaming/dream.ts': `import { Construct } from 'constructs';
import { parseDream } from '../../core/dreaming/config/parse-dream.ts';
import { ConfigItem } from '../deployment/config-item.ts';
import type { DreamingDeployment } from './dreaming-deployment.ts';

export interface DreamProps {
  readonly mode?: 'off' | 'on';
  readonly depth: number;
}

export class Dream extends Construct {
  constructor(deployment: DreamingDeployment, name: string, props: DreamProps) {
    super(deployment, name);
    const { dream, ...config } = parseDream(name, props);
    const { configWriter } = deployment;
    new ConfigItem(this, 'Config', { configWriter, capability: 'dreaming', name: dream, config });
  }
}
`,
  'test/laws/capabilities/dreaming.ts': `import { parseDream } from '../../../core/dreaming/config/parse-dream.ts';
import { dreamingScopes } from '../../../core/dreaming/scopes.ts';
import { blankMemory } from '../../../core/model/memory.ts';
import { noonMs } from '../../fixtures.ts';
import type { CapabilityRig } from '../capability-rig.ts';

const config = { depth: 3 };

export const rig: CapabilityRig<'dreaming'> = {
  observed() {
    const memory = { ...blankMemory };
    return { subject: 'night', atMs: noonMs, memory, config: parseDream('night', config), depth: 1 };
  },
  scopes: () => dreamingScopes,
  example: { name: 'night', config },
};
`,
};
