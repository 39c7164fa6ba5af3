import { Policy } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { type Declared, type DeclaredSubjects, type DeploymentConfig, subjectsOf } from '../core/config.ts';
import { type DeclaredRoom, declaredNoun, declaredRooms } from '../core/model/declared-rooms.ts';
import { within } from '../core/schema/within.ts';
import { balanceProps } from './balancing/balance-props.ts';
import { cacheProps } from './caching/cache-props.ts';
import { acknowledgeWildcards } from './deployment/acknowledge-wildcards.ts';
import type { HeadroomProps } from './deployment/headroom-props.ts';
import { roleNamed } from './deployment/named-resources.ts';
import { propsOf } from './deployment/props-of.ts';
import { Headroom } from './headroom.ts';
import { databaseProps } from './indexing/database-props.ts';
import { purgeProps } from './purging/purge-props.ts';
import { scaleProps } from './scaling/scale-props.ts';
import { keyspaceProps } from './sharding/keyspace-props.ts';

/** What each capability makes of one subject that a config file declares; what the subject names is imported into `scope`. */
const makes: {
  readonly [Name in DeclaredRoom]: (headroom: Headroom, scope: Construct, subject: Declared<Name>) => void;
} = {
  scaling: (headroom, _, scalable) => headroom.scale(...scaleProps(scalable)),
  balancing: (headroom, _, balance) => headroom.balance(...balanceProps(balance)),
  purging: (headroom, scope, purge) => headroom.purge(...purgeProps(scope, purge)),
  sharding: (headroom, scope, keyspace) => {
    const made = headroom.shard(...keyspaceProps(scope, keyspace));
    for (const name of keyspace.applications) made.grantRoute(roleNamed(scope, name));
  },
  caching: (headroom, scope, cache) => {
    const made = headroom.cache(...cacheProps(scope, cache));
    for (const name of cache.applications) made.grantUse(roleNamed(scope, name));
  },
  diagnosing: (headroom, _, { config: { service, schema: __, ...settings } }) => headroom.watch(service, settings),
  indexing: (headroom, scope, database) => headroom.indexes(...databaseProps(scope, database)),
};

/**
 * Deploys all that a config file says (`parseDeployment` reads it), as the constructs do with the same settings. What it names
 * has to exist. Throws `InvalidInput` naming the field, the value and the fix. Why: docs/decisions/0054.
 */
export function declared(scope: Construct, id: string, config: DeploymentConfig, more: HeadroomProps = {}): Headroom {
  const { deployment, settings, sinks } = config;
  const headroom = new Headroom(scope, id, { deploymentName: deployment, sinks, ...propsOf(scope, settings), ...more });
  for (const capability of declaredRooms) makeAll(capability, headroom, config);
  const people = new Construct(headroom, 'People');
  for (const name of settings.readers ?? []) headroom.grantRead(roleNamed(people, name));
  for (const name of settings.operators ?? []) headroom.grantOperate(roleNamed(people, name));
  for (const policy of people.node.findAll())
    if (policy instanceof Policy) acknowledgeWildcards(policy, policy.document, whyAnything);
  return headroom;
}

const whyAnything =
  'Users of the command line list exports of stacks and read metrics, which AWS cannot narrow to a resource. They mute only alarms on promises, which are known by the beginning of their names.';

function makeAll<Name extends DeclaredRoom>(capability: Name, headroom: Headroom, config: DeclaredSubjects) {
  for (const { name, path, subject } of subjectsOf(config, capability)) {
    const imported = new Construct(headroom, `Imported-${declaredNoun(capability)}-${name}`);
    within(path, () => makes[capability](headroom, imported, subject));
  }
}
