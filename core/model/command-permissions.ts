/**
 * What an action is done to: a table of the deployment, its functions that look, all those that a release is of, what drives
 * moves, the alarms on what services promise with what mutes them, what AWS narrows no further, or whatever a config may name.
 */
export type ActedOn =
  | 'ledger'
  | 'keyspaces'
  | 'functions'
  | 'releases'
  | 'drivers'
  | 'promises'
  | 'anything'
  | 'anywhere';

/** Actions of AWS, by what they are done to. */
export type Permissions = { readonly [On in ActedOn]?: readonly string[] };

interface CommandPermissions {
  /** Whether it changes what is in force, or has something done. */
  readonly changes: boolean;
  readonly needs: Permissions;
  /** Actions that no grant has: those who have them already are told more. */
  readonly ungranted?: readonly string[];
}

const finds: Permissions = { anything: ['cloudformation:ListExports'] };
const read = ['dynamodb:GetItem', 'dynamodb:Query'] as const;
/** `status` tells of every keyspace and move too; where there is none, nothing is asked of their table. */
const reads: Permissions = { ...finds, ledger: read, keyspaces: ['dynamodb:Query'] };
const lists: Permissions = { ...finds, ledger: ['dynamodb:Query'] };
const wakes: Permissions = { functions: ['lambda:InvokeFunction'] };

const versions = ['lambda:GetAlias', 'lambda:ListVersionsByFunction'] as const;

const moves: Permissions = {
  ...finds,
  keyspaces: [
    ...['dynamodb:BatchGetItem', ...read],
    ...['dynamodb:ConditionCheckItem', 'dynamodb:DeleteItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'],
  ],
  drivers: ['states:StartExecution'],
};

const described = (service: string, names: readonly string[]) => names.map((one) => `${service}:Describe${one}`);

/** What is asked of functions whose concurrency is scaled. */
const ofFunctions = [
  ...['GetAlias', 'GetEventSourceMapping', 'GetFunctionConcurrency', 'GetFunctionConfiguration'],
  ...['GetProvisionedConcurrencyConfig', 'ListTags'],
].map((one) => `lambda:${one}`);

/** What `doctor` looks at: targets, what else scales them, their instances, networks and alarms, readings of services, and the functions' settings. */
const examines: Permissions = {
  ledger: ['dynamodb:Query'],
  keyspaces: ['dynamodb:Query'],
  functions: ['lambda:GetFunctionConfiguration'],
  anything: [
    ...described('application-autoscaling', ['ScalableTargets', 'ScalingPolicies', 'ScheduledActions']),
    ...described('autoscaling', ['AutoScalingGroups', 'LifecycleHooks', 'Policies', 'ScheduledActions', 'WarmPool']),
    'cloudformation:ListExports',
    ...['cloudwatch:DescribeAlarms', 'cloudwatch:GetMetricData'],
    ...described('ec2', ['Instances', 'RouteTables', 'VpcEndpoints']),
    ...described('elasticache', ['ReplicationGroups', 'ServerlessCaches']),
    'elasticache:ListTagsForResource',
    ...described('rds', ['DBClusters', 'DBInstances']),
  ],
  anywhere: [
    ...described('ecs', ['Clusters', 'Services']),
    'dynamodb:DescribeTable',
    'dynamodb:ListTagsOfResource',
    ...['eks:DescribeAccessEntry', 'eks:DescribeCluster'],
    ...ofFunctions,
    'sns:ListSubscriptionsByTopic',
  ],
};

/** What lists all that an account scales. Nobody needs a deployment for it. */
const findsFleets = [
  ...described('application-autoscaling', ['ScalableTargets', 'ScalingPolicies', 'ScheduledActions']),
  ...described('autoscaling', ['AutoScalingGroups', 'Policies', 'ScheduledActions']),
  ...['ecs:ListClusters', 'ecs:ListServices', ...described('ecs', ['Services', 'TaskDefinition'])],
  'elasticloadbalancing:DescribeTargetGroups',
];

/** What each command that talks to a deployment needs to be allowed. `sts:GetCallerIdentity` needs no permission. */
export const commandPermissions: Readonly<Record<string, CommandPermissions>> = {
  status: { changes: false, needs: reads },
  explain: { changes: false, needs: reads },
  replay: { changes: false, needs: { ...reads, ledger: ['dynamodb:BatchGetItem', ...read] } },
  doctor: { changes: false, needs: examines, ungranted: ['iam:GetRole', 'iam:SimulatePrincipalPolicy'] },
  advise: {
    changes: false,
    needs: {},
    ungranted: [
      ...findsFleets,
      ...['cloudwatch:GetMetricData', 'eks:DescribeCluster', 'eks:ListClusters'],
      ...described('elasticache', ['CacheClusters', 'ReplicationGroups']),
      'rds:DescribeDBInstances',
    ],
  },
  init: { changes: false, needs: {}, ungranted: findsFleets },
  diagnose: {
    changes: false,
    needs: { anything: ['cloudformation:ListExports', 'cloudwatch:GetMetricData'], ledger: ['dynamodb:Query'] },
  },
  plan: { changes: false, needs: lists },
  completion: { changes: false, needs: { ...lists, keyspaces: ['dynamodb:Query'] } },
  'indexes tables': {
    changes: false,
    needs: {},
    ungranted: ['cloudwatch:GetMetricData', 'dynamodb:DescribeTable', 'dynamodb:ListTables'],
  },
  warm: { changes: true, needs: lists, ungranted: ['dynamodb:DescribeTable', 'dynamodb:UpdateTable'] },
  'sizes refresh': { changes: false, needs: {}, ungranted: ['pricing:GetProducts'] },
  'sizes data': {
    changes: false,
    needs: {},
    ungranted: ['cloudwatch:GetMetricData', 'elasticache:DescribeCacheClusters', 'rds:DescribeDBInstances'],
  },
  'sizes try': {
    changes: true,
    needs: {},
    ungranted: [
      ...['DeleteFunction', 'GetFunctionConfiguration', 'InvokeFunction', 'ListVersionsByFunction', 'PublishVersion'],
      'UpdateFunctionConfiguration',
    ].map((one) => `lambda:${one}`),
  },
  'override list': { changes: false, needs: lists },
  'cache curve, hot': { changes: false, needs: { ...finds, ledger: ['dynamodb:GetItem'] } },
  'shards status': { changes: false, needs: { ...finds, keyspaces: ['dynamodb:BatchGetItem', ...read] } },
  'backtest --cloudwatch': {
    changes: false,
    needs: { anything: ['cloudformation:ListExports', 'cloudwatch:GetMetricData'], ledger: read },
  },
  'backtest --prometheus': { changes: false, needs: { anything: ['aps:QueryMetrics'] } },
  'backtest --metric': { changes: false, needs: { anything: ['cloudwatch:GetMetricData'] } },
  override: { changes: true, needs: { ...lists, ...wakes, ledger: ['dynamodb:PutItem', 'dynamodb:Query'] } },
  'override remove': { changes: true, needs: { ...finds, ...wakes, ledger: ['dynamodb:DeleteItem'] } },
  stop: { changes: true, needs: { ...finds, ledger: ['dynamodb:GetItem', 'dynamodb:PutItem'] } },
  start: {
    changes: true,
    needs: { ...reads, ...wakes, ledger: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query'] },
  },
  mutes: {
    changes: false,
    needs: { anything: ['cloudwatch:ListAlarmMuteRules'], promises: ['cloudwatch:GetAlarmMuteRule'] },
  },
  mute: {
    changes: true,
    needs: {
      anything: ['cloudformation:ListExports', 'cloudwatch:DescribeAlarms'],
      promises: ['cloudwatch:PutAlarmMuteRule'],
    },
  },
  unmute: {
    changes: true,
    needs: {
      anything: ['cloudwatch:ListAlarmMuteRules'],
      promises: ['cloudwatch:DeleteAlarmMuteRule', 'cloudwatch:GetAlarmMuteRule'],
    },
  },
  purge: { changes: true, needs: { ...finds, ...wakes, ledger: read } },
  'cache bump': { changes: true, needs: { ...finds, ...wakes } },
  'release status': { changes: false, needs: { ...finds, keyspaces: ['dynamodb:Query'], releases: versions } },
  'release back, forward': {
    changes: true,
    needs: { ...finds, keyspaces: ['dynamodb:Query'], releases: [...versions, 'lambda:UpdateAlias'] },
  },
  'shards init, plan, move, split, merge, drain, rollback, abort, pin, unpin': { changes: true, needs: moves },
};

/** What all commands together need that change nothing, or all of them. */
export function permissionsOfCommands(changing: boolean): Permissions {
  const all = Object.values(commandPermissions).filter(({ changes }) => changing || !changes);
  const together: Record<string, readonly string[]> = {};
  for (const { needs } of all) {
    for (const [on, actions] of Object.entries(needs)) {
      together[on] = [...new Set([...(together[on] ?? []), ...actions])].sort();
    }
  }
  return together;
}
