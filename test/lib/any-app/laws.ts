import { Template } from 'aws-cdk-lib/assertions';
import type { Deployed, TemplateOf } from './templates.ts';

/** What is wrong, each in a line; empty where the law holds. */
export type Law = (app: AppMade) => readonly string[];

export interface AppMade {
  readonly templates: readonly TemplateOf[];
  readonly resources: readonly Deployed[];
}

interface Statement {
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly Principal?: { readonly Service?: string | readonly string[] };
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

const ofType = ({ resources }: AppMade, type: string) => resources.filter((one) => one.type === type);
const at = ({ stack, id }: Deployed) => `${stack}/${id}`;
const asRef = ({ stack, id }: Deployed, attribute: string | null = null) =>
  `<${[stack, id, ...(attribute === null ? [] : [attribute])].join('.')}>`;
const list = (one: string | readonly string[] | undefined): readonly string[] =>
  one === undefined ? [] : [one].flat();
const statementsOf = (document: unknown) => (document as { Statement?: Statement[] } | undefined)?.Statement ?? [];

/** What a role is allowed inline, by the ref of the role. */
function documentsByRole(app: AppMade): ReadonlyMap<string, readonly unknown[]> {
  const documents = new Map<string, unknown[]>();
  for (const role of ofType(app, 'AWS::IAM::Role')) {
    const inline = (role.properties.Policies ?? []) as readonly { PolicyDocument: unknown }[];
    documents.set(
      asRef(role),
      inline.map(({ PolicyDocument }) => PolicyDocument),
    );
  }
  for (const { properties } of ofType(app, 'AWS::IAM::Policy')) {
    for (const role of properties.Roles as string[]) documents.get(role)?.push(properties.PolicyDocument);
  }
  return documents;
}

/** What CDK makes for references between Regions, and what we send events by. */
const crossesRegions = (one: Deployed): boolean =>
  /^Custom::CrossRegionExport/.test(one.type) || /CrossRegionExport/.test(one.id) || /events(Role|Rule)/i.test(one.id);

export const laws: Readonly<Record<string, Law>> = {
  'deploys from empty: no resource waits for itself': ({ templates }) =>
    templates.flatMap(({ stack, json }) => {
      try {
        Template.fromJSON(json as Record<string, unknown>);
        return [];
      } catch (error) {
        return [`${stack}: ${String(error).slice(0, 300)}`];
      }
    }),

  'names no other Region than its own': ({ templates, resources }) => {
    const regions = [...new Set(templates.map(({ region }) => region))].filter((one) => /^[a-z]+-[a-z]+-\d$/.test(one));
    return resources
      .filter((one) => !crossesRegions(one))
      .flatMap((one) =>
        regions
          .filter((region) => region !== one.region && JSON.stringify(one.properties).includes(region))
          .map((region) => `${at(one)} in ${one.region} names ${region}`),
      );
  },

  'calls, wakes and tells nothing of another Region': ({ resources }) =>
    resources.flatMap((one) => {
      const { ServiceToken, Targets, AlarmActions, Roles, Queues, EventSourceArn } = one.properties;
      const reached = JSON.stringify([ServiceToken, Targets, AlarmActions, Roles, Queues, EventSourceArn]);
      return reached.includes('<elsewhere ') ? [`${at(one)} reaches ${reached.slice(0, 200)}`] : [];
    }),

  'refers to nothing in a stack of another Region': ({ templates, resources }) => {
    const regionOf = new Map(templates.map(({ stack, region }) => [stack, region]));
    return resources.flatMap((one) =>
      [...JSON.stringify(one.properties).matchAll(/<([\w-]+)\.[\w.:/-]+>/g)]
        .filter(([, stack = '']) => (regionOf.get(stack) ?? one.region) !== one.region)
        .map(([reference]) => `${at(one)} refers to ${reference}`),
    );
  },

  'gives no name twice': ({ templates, resources }) => {
    const names = resources.flatMap(({ type, region, properties }) =>
      Object.entries(properties)
        .filter(([field, value]) => isNameField(type, field) && typeof value === 'string')
        .map(([, name]) => `${type} ${region} ${name}`),
    );
    const exported = templates.flatMap(({ region, json }) =>
      Object.values(json.Outputs ?? {}).flatMap(({ Export }) => (Export ? [`export ${region} ${Export.Name}`] : [])),
    );
    return twice([...names, ...exported]);
  },

  'has room in every role and template': (app) => {
    const roles = [...documentsByRole(app)].map(([role, documents]) => [role, deployedLength(documents)] as const);
    const templates = app.templates.map(({ stack, json }) => [stack, JSON.stringify(json).length] as const);
    const counts = app.templates.map(({ stack, json }) => [stack, Object.keys(json.Resources ?? {}).length] as const);
    return [
      ...roles.filter(([, length]) => length > 10_240).map(([role, length]) => `${role}: ${length} characters`),
      ...templates.filter(([, length]) => length > 1_000_000).map(([stack, length]) => `${stack}: ${length} bytes`),
      ...counts.filter(([, count]) => count > 500).map(([stack, count]) => `${stack}: ${count} resources`),
    ];
  },

  'grants a key with its table': (app) => {
    const keyOf = new Map(
      ofType(app, 'AWS::DynamoDB::Table').map((table) => {
        const sse = table.properties.SSESpecification as { KMSMasterKeyId?: string } | undefined;
        return [asRef(table, 'Arn'), sse?.KMSMasterKeyId ?? null];
      }),
    );
    return [...documentsByRole(app)].flatMap(([role, documents]) => {
      const statements = documents.flatMap(statementsOf);
      const isOfItems = ({ Action }: Statement) => list(Action).some((one) => /^dynamodb:(?!Describe)/.test(one));
      const tables = statements.filter(isOfItems).flatMap(({ Resource }) => list(Resource));
      const keys = statements
        .filter(({ Action }) => list(Action).includes('kms:Decrypt'))
        .flatMap(({ Resource }) => list(Resource));
      return tables
        .map((table) => keyOf.get(table) ?? null)
        .filter((key) => key !== null && !keys.includes(key))
        .map((key) => `${role} may use a table and not its key ${key}`);
    });
  },

  'breaches on the silence of each function that a schedule wakes': (app) => {
    const behind = new Map(
      ofType(app, 'AWS::Lambda::EventSourceMapping').map(({ properties }) => [
        String(properties.EventSourceArn),
        functionNamedBy(properties.FunctionName, app),
      ]),
    );
    const alarms = ofType(app, 'AWS::CloudWatch::Alarm').filter(
      ({ properties }) => properties.TreatMissingData === 'breaching',
    );
    return ofType(app, 'AWS::Scheduler::Schedule')
      .filter(({ properties }) => String(properties.ScheduleExpression).startsWith('rate('))
      .map(({ properties }) => String((properties.Target as { Arn: string }).Arn))
      .map((target) => behind.get(target) ?? functionNamedBy(target, app))
      .filter((woken) => !alarms.some((alarm) => speaksFor(alarm, woken)))
      .map((woken) => `nothing tells that ${woken} is silent`);
  },

  'admits each rule at its queues, by its ARN': (app) => {
    const policies = ofType(app, 'AWS::SQS::QueuePolicy');
    const admits = (queue: string, rule: Deployed) =>
      policies
        .filter(({ properties }) => (properties.Queues as string[]).includes(queue.replace(/\.Arn>$/, '>')))
        .flatMap(({ properties }) => statementsOf(properties.PolicyDocument))
        .some((statement) => isAdmitted(statement, rule));
    return ofType(app, 'AWS::Events::Rule').flatMap((rule) =>
      (rule.properties.Targets as { Arn: string; DeadLetterConfig?: { Arn: string } }[])
        .flatMap(({ Arn, DeadLetterConfig }) => [
          ...(/event-bus/.test(Arn) ? [] : [Arn]),
          DeadLetterConfig?.Arn ?? 'none',
        ])
        .filter((queue) => !admits(queue, rule))
        .map((queue) => `${at(rule)} is not let in at ${queue}`),
    );
  },

  'invokes what serves, and nothing else': (app) => {
    const served = new Set(ofType(app, 'AWS::Lambda::Alias').map(({ properties }) => String(properties.FunctionName)));
    const names = new Map(
      ofType(app, 'AWS::Lambda::Function')
        .filter((one) => served.has(asRef(one)))
        .map((one) => [asRef(one), String(one.properties.FunctionName)]),
    );
    const naming = app.resources.filter(({ type }) => !ofTheFunctionItself.test(type));
    return naming.flatMap((one) => {
      const text = JSON.stringify(invoking(one) ?? '');
      return [...names]
        .filter(([ref, name]) => {
          const bare = text.includes(ref) || text.includes(ref.replace(/>$/, '.Arn>'));
          return bare || new RegExp(`:function:${name}(?!:(live|\\*)|[\\w-])`).test(text);
        })
        .map(([ref]) => `${at(one)} (${one.type}) names ${ref}, and not its alias`);
    });
  },

  'keeps what becomes of failed invocations with the alias': (app) =>
    ofType(app, 'AWS::Lambda::EventInvokeConfig')
      .filter(({ properties }) => !String(properties.Qualifier).endsWith('live') && !isAlias(properties.Qualifier, app))
      .map((one) => `${at(one)} is of ${String(one.properties.Qualifier)}`),

  'moves an alias only once the version was rehearsed': (app) =>
    app.templates.flatMap(({ stack, json }) =>
      Object.entries(json.Resources ?? {})
        .filter(([, { Type }]) => Type === 'AWS::Lambda::Alias')
        .filter(([, { DependsOn, Properties }]) => {
          const rehearsed = [DependsOn ?? []].flat().map((id) => json.Resources?.[id]);
          const of = rehearsed.find((one) => one?.Type === 'Custom::HeadroomRehearsal');
          return JSON.stringify(of?.Properties?.version) !== JSON.stringify(Properties?.FunctionVersion);
        })
        .map(([id]) => `${stack}/${id} waits for no rehearsal of its version`),
    ),

  'keeps the versions that a release can be moved back to': (app) =>
    app.templates.flatMap(({ stack, json }) =>
      Object.entries(json.Resources ?? {})
        .filter(([, one]) => one.Type === 'AWS::Lambda::Version' && one.DeletionPolicy !== 'RetainExceptOnCreate')
        .map(([id]) => `${stack}/${id} goes with the next release`),
    ),

  'has no wildcard that is not listed': (app) =>
    [...documentsByRole(app)]
      .flatMap(([role, documents]) => documents.flatMap(statementsOf).map((statement) => ({ role, statement })))
      .filter(({ role }) => !/Custom|CrossRegion|BucketNotifications/.test(role))
      .flatMap(({ role, statement: { Action, Resource } }) => [
        ...list(Action)
          .filter((action) => action.includes('*'))
          .map((action) => `${role}: ${action}`),
        ...list(Resource)
          .filter((resource) => resource.includes('*') && !list(Action).every((one) => isListed(one, resource)))
          .map((resource) => `${role}: ${list(Action)} on ${resource}`),
      ]),

  'lets services assume roles for this account alone': (app) =>
    ofType(app, 'AWS::IAM::Role')
      .filter(({ id }) => !/Custom|CrossRegion|BucketNotifications/.test(id))
      .filter(({ properties }) =>
        statementsOf(properties.AssumeRolePolicyDocument).some(
          ({ Principal, Condition }) =>
            Principal?.Service !== undefined && !JSON.stringify(Condition ?? {}).includes('"aws:SourceAccount"'),
        ),
      )
      .map((role) => `${at(role)} is assumed for anybody`),

  'has all functions in a VPC or none, with the right to be there, behind a group that lets nothing in': (app) => {
    const ours = ofType(app, 'AWS::Lambda::Function').filter(({ properties }) =>
      JSON.stringify(properties.Environment ?? {}).includes('POWERTOOLS_SERVICE_NAME'),
    );
    const inside = ours.filter(({ properties }) => properties.VpcConfig !== undefined);
    const documents = documentsByRole(app);
    const may = (one: Deployed) =>
      (documents.get(String(one.properties.Role).replace(/\.Arn>$/, '>')) ?? [])
        .flatMap(statementsOf)
        .some(({ Effect, Action }) => Effect === 'Allow' && list(Action).includes('ec2:CreateNetworkInterface'));
    const groups = ofType(app, 'AWS::EC2::SecurityGroup').filter(({ id }) => id.includes('Headroom'));
    return [
      ...(inside.length === 0 ? [] : ours.filter((one) => !inside.includes(one)).map((one) => `${at(one)} is outside`)),
      ...ours.filter((one) => may(one) !== inside.includes(one)).map((one) => `${at(one)} may be where it is not`),
      ...groups
        .filter(({ properties }) => properties.SecurityGroupIngress !== undefined)
        .map((one) => `${at(one)} is open`),
    ];
  },

  'watches by nothing that may stick': (app) =>
    ofType(app, 'AWS::CloudWatch::Alarm')
      .filter(({ properties }) => /FILL|MAX\(|MIN\(|SUM\(|SEARCH/.test(JSON.stringify(properties.Metrics ?? [])))
      .map((alarm) => `${at(alarm)}: ${JSON.stringify(alarm.properties.Metrics)}`),

  'suppresses and mutes by name only what calls people: what wakes a look is neither': (app) => {
    const people = ofType(app, 'AWS::SNS::Topic')
      .filter(({ properties }) => /-(page|ticket)$/.test(String(properties.TopicName)))
      .map((topic) => asRef(topic));
    const quiet = app.resources.filter(
      ({ type, properties }) =>
        /^AWS::CloudWatch::(Composite)?Alarm$/.test(type) &&
        (properties.ActionsSuppressor !== undefined || /-objective\//.test(String(properties.AlarmName))),
    );
    return quiet.flatMap((alarm) =>
      [alarm.properties.AlarmActions, alarm.properties.OKActions, alarm.properties.InsufficientDataActions]
        .flatMap((actions) => (actions ?? []) as readonly string[])
        .filter((action) => !people.includes(action) && !/ImportValue|elsewhere/.test(action))
        .map((action) => `${at(alarm)} acts on ${action}`),
    );
  },

  'lets nothing hold a deploy up for an hour': ({ resources }) =>
    resources
      .filter(({ type }) => type.startsWith('Custom::Headroom'))
      .filter(({ properties }) => !(Number(properties.ServiceTimeout) <= 300))
      .map((one) => `${at(one)} has no time-out`),
};

/** The length of policies with names as long as CloudFormation makes them. */
function deployedLength(documents: readonly unknown[]): number {
  const text = documents.map((one) => JSON.stringify(one).replaceAll(/\s/g, '')).join('');
  return text.replaceAll(/<([\w-]+)\.([\w-]+)(\.Arn)?>/g, (_, stack: string, id: string, arn?: string) => {
    const name = `${stack}-${id}-${'X'.repeat(13)}`.slice(0, 100);
    return arn === undefined ? name : `arn:aws:dynamodb:ap-northeast-1:111122223333:${name}`;
  }).length;
}

function isNameField(type: string, field: string): boolean {
  const what = type.split('::').at(-1) ?? '';
  return field === `${what}Name` || (field === 'Name' && /Rule|Schedule/.test(type)) || field === 'LogGroupName';
}

/** What is of a function as such, and invokes nothing. */
const ofTheFunctionItself = /^AWS::Lambda::(Version|Alias|EventInvokeConfig)$|^Custom::HeadroomTestEvents$/;

/** What of a resource may invoke: not what an alarm counts, what a role may not do, nor what is rehearsed by its version. */
function invoking({ type, properties }: Deployed): unknown {
  if (type === 'AWS::CloudWatch::Alarm') return properties.AlarmActions;
  if (type === 'Custom::HeadroomRehearsal') return properties.ServiceToken;
  // A person may move aliases of a function, and its code is denied what Lambda does for it.
  if (type !== 'AWS::IAM::Policy') return properties;
  return statementsOf(properties.PolicyDocument)
    .filter(({ Effect, Action }) => Effect === 'Allow' && list(Action).includes('lambda:InvokeFunction'))
    .flatMap(({ Resource }) => list(Resource))
    .filter((resource) => !/:\*$/.test(resource));
}

const isAlias = (qualifier: unknown, app: AppMade) =>
  ofType(app, 'AWS::Lambda::Alias').some((alias) => JSON.stringify(qualifier).includes(asRef(alias)));

/** The function behind what names it, by its alias or by itself. */
function functionNamedBy(name: unknown, app: AppMade): string {
  const text = JSON.stringify(name);
  const alias = ofType(app, 'AWS::Lambda::Alias').find((one) => text.includes(asRef(one)));
  return String(alias?.properties.FunctionName ?? name).replace(/\.Arn>$/, '>');
}

function twice(names: readonly string[]): readonly string[] {
  return names.filter((name, index) => names.indexOf(name) !== index);
}

/** Whether an alarm tells of a function that nothing wakes: by its invocations, or by what it alone says of every look. */
function speaksFor({ properties }: Deployed, woken: string): boolean {
  const dimensions = (properties.Dimensions ?? []) as readonly { Value: string }[];
  if (properties.MetricName === 'Invocations') return dimensions.some(({ Value }) => Value === woken);
  if (properties.MetricName === 'DecisionAgeSeconds') return woken.includes('ResourceAllocator');
  return properties.MetricName === 'PurgeAgeSeconds' && woken.includes('CdnPurger');
}

function isAdmitted({ Effect, Principal, Condition }: Statement, rule: Deployed): boolean {
  if (Effect !== 'Allow' || !list(Principal?.Service).includes('events.amazonaws.com')) return false;
  if ((Condition?.ArnEquals?.['aws:SourceArn'] ?? null) === asRef(rule, 'Arn')) return true;
  const like = Condition?.ArnLike?.['aws:SourceArn'];
  return like === `arn:aws:events:${rule.region}:111122223333:rule/*`;
}

/** Wildcards that AWS leaves no way around, and those by tag or prefix. */
const listed: readonly (readonly [RegExp, RegExp])[] = [
  [/^(cloudwatch|autoscaling|application-autoscaling|elasticloadbalancing):(Get|Describe)\w+$/, /^\*$/],
  [/^(logs|xray|cloudformation:ListExports|ec2)/, /^\*$/],
  [/^(logs):/, /log-group/],
  [/^autoscaling:(SetDesiredCapacity|PutWarmPool|DeleteWarmPool)$/, /autoScalingGroup:\*:autoScalingGroupName\//],
  // What a doctor looks at, whatever a config may name.
  [/^(ecs:Describe(Clusters|Services)|eks:Describe(AccessEntry|Cluster))$/, /^\*$/],
  [/^elasticache:(Describe(ReplicationGroups|ServerlessCaches)|ListTagsForResource)$/, /^\*$/],
  [/^(rds:Describe(DBClusters|DBInstances)|sns:ListSubscriptionsByTopic)$/, /^\*$/],
  [/^dynamodb:(DescribeTable|ListTagsOfResource)$/, /^\*$/],
  [/^lambda:(Get(Alias|EventSourceMapping|FunctionCon\w+|ProvisionedConcurrencyConfig)|ListTags)$/, /^\*$/],
  // A person backtests by any workspace.
  [/^aps:QueryMetrics$/, /^\*$/],
  [/^ecs:(DescribeServices|UpdateService)$/, /:service\/\*$/],
  [/^eks:DescribeCluster$/, /:cluster\/\*$/],
  [/^elasticloadbalancing:Modify/, /:(listener|listener-rule|loadbalancer)\/app\/\*$|:targetgroup\/\*$/],
  [/^cloudfront:/, /:distribution\/\*$/],
  [/^dynamodb:ListStreams$/, /\/stream\/\*$/],
  [/^lambda:InvokeFunction$/, /:function:[\w-]+:\*$/],
  [/^cloudwatch:(ListAlarmMuteRules)$/, /^\*$/],
  // The alarms on what services promise, and what mutes these, by what their names begin with.
  [/^cloudwatch:(Put|Get|Delete)AlarmMuteRule$/, /:alarm:[\w-]+-objective\/\*$|:alarm-mute-rule:[\w-]+-mute-\*$/],
  [/^schemas:/, /_[\w-]+-\*$/],
];

const isListed = (action: string, resource: string) =>
  listed.some(([actions, resources]) => actions.test(action) && resources.test(resource));
