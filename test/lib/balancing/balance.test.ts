import { Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { Vpc } from 'aws-cdk-lib/aws-ec2';
import { CfnService } from 'aws-cdk-lib/aws-ecs';
import {
  type ApplicationListener,
  ApplicationListenerRule,
  ApplicationLoadBalancer,
  ApplicationTargetGroup,
  ListenerAction,
  ListenerCondition,
} from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { describe, expect, it } from 'vitest';
import type { BalanceProps, ListenerOrRule } from '../../../lib/index.ts';
import { aHeadroom, env, resources } from '../an-app.ts';

const arn = 'arn:aws:elasticloadbalancing:eu-central-1:111122223333';
const listener = { listenerArn: `${arn}:listener/app/shop/50dc6c495c0c9188/f2f7dc8efc522ab2` };
const rule = { listenerRuleArn: `${arn}:listener-rule/app/shop/50dc6c495c0c9188/f2f7dc8efc522ab2/9683b2d02a6cabee` };
const group = (name: string) => ({ targetGroup: { targetGroupArn: `${arn}:targetgroup/${name}/6d0ecf831eec9f09` } });

const props = (more: Partial<BalanceProps> = {}): BalanceProps => ({
  name: 'checkout/web',
  groups: { blue: group('blue'), green: group('green') },
  ...more,
});

function balanced(what: ListenerOrRule = rule, more: Partial<BalanceProps> = {}) {
  const { app, stack, headroom } = aHeadroom();
  headroom.balance(what, props(more));
  return { app, stack, headroom };
}

function allowed(stack: Stack): Record<string, unknown>[] {
  return resources(stack, 'AWS::IAM::Policy')
    .flatMap(({ Properties }) => (Properties.PolicyDocument as { Statement: Record<string, unknown>[] }).Statement)
    .filter(({ Action }) => JSON.stringify(Action).includes('elasticloadbalancing:Modify'));
}

describe('headroom.balance', () => {
  it('may modify the rule that it was given, and nothing else', () => {
    expect(allowed(balanced().stack)).toEqual([
      { Effect: 'Allow', Action: 'elasticloadbalancing:ModifyRule', Resource: rule.listenerRuleArn },
    ]);
  });

  it('may modify a listener, attributes of its groups and the reservation of its load balancer where it is to', () => {
    const { stack } = balanced(listener, { attributes: 'apply', reservation: {} });
    expect(allowed(stack)).toEqual([
      { Effect: 'Allow', Action: 'elasticloadbalancing:ModifyListener', Resource: listener.listenerArn },
      {
        Effect: 'Allow',
        Action: 'elasticloadbalancing:ModifyTargetGroupAttributes',
        Resource: [group('blue'), group('green')].map(({ targetGroup }) => targetGroup.targetGroupArn),
      },
      {
        Effect: 'Allow',
        Action: 'elasticloadbalancing:ModifyCapacityReservation',
        Resource: expect.anything(),
      },
    ]);
    expect(JSON.stringify(allowed(stack)[2]?.Resource)).toContain('loadbalancer/app/shop/50dc6c495c0c9188');
  });

  it('says by name what it may change 20 times, and at 120 says to grant by tag', () => {
    const many = (count: number) => {
      const { app, headroom } = aHeadroom({ dashboard: false });
      for (let index = 0; index < count; index++) {
        const listenerRuleArn = rule.listenerRuleArn.replace('9683b2d02a6cabee', `9683b2d02a6c${1000 + index}`);
        headroom.balance({ listenerRuleArn }, props({ name: `web-${index}` }));
      }
      return app;
    };
    expect(() => many(20).synth()).not.toThrow();
    expect(() => many(120).synth()).toThrow(
      /LoadBalancer\/Role\/Resource has so many permissions .* give Headroom grantBy: 'tag'/,
    );
  });

  it('may change a listener of the app in its weights, not in its protocol and TLS policy, and advises a rule', () => {
    const { app, headroom } = aHeadroom();
    const service = new Stack(app, 'Service', { env });
    const vpc = new Vpc(service, 'Vpc');
    const [blue, green] = ['Blue', 'Green'].map((id) => new ApplicationTargetGroup(service, id, { vpc, port: 80 })) as [
      ApplicationTargetGroup,
      ApplicationTargetGroup,
    ];
    const loadBalancer = new ApplicationLoadBalancer(service, 'Alb', { vpc });
    const listener = loadBalancer.addListener('Http', { port: 80, defaultTargetGroups: [blue, green] });
    headroom.balance(listener, props({ groups: { blue: { targetGroup: blue }, green: { targetGroup: green } } }));
    Template.fromStack(service).hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: {
        Statement: [
          Match.objectLike({
            Action: 'elasticloadbalancing:ModifyListener',
            Condition: { StringEqualsIfExists: { 'elasticloadbalancing:ListenerProtocol': 'HTTP' } },
          }),
        ],
      },
    });
    Annotations.fromStack(service).hasInfo('*', Match.stringLikeRegexp('a rule of the listener is narrower'));
  });

  it('may by tag change what carries the tag of this deployment, and tags what is made in the app', () => {
    const { app, headroom, stack } = aHeadroom({ grantBy: 'tag' });
    const service = new Stack(app, 'Service', { env });
    const vpc = new Vpc(service, 'Vpc');
    const blue = new ApplicationTargetGroup(service, 'Blue', { vpc, port: 80 });
    const green = new ApplicationTargetGroup(service, 'Green', { vpc, port: 80 });
    const loadBalancer = new ApplicationLoadBalancer(service, 'Alb', { vpc });
    const made = loadBalancer.addListener('Http', { port: 80, defaultTargetGroups: [blue] });
    const groups = { blue: { targetGroup: blue }, green: { targetGroup: green } };
    headroom.balance(made, props({ groups, attributes: 'apply', reservation: {} }));
    const statements = allowed(stack);
    expect(statements.map(({ Action }) => Action)).toEqual(
      ['ModifyListener', 'ModifyRule', 'ModifyTargetGroupAttributes', 'ModifyCapacityReservation'].map(
        (action) => `elasticloadbalancing:${action}`,
      ),
    );
    for (const { Condition } of statements) {
      expect(Condition).toEqual({ StringEquals: { 'aws:ResourceTag/headroom-deployment': 'headroom' } });
    }
    expect(allowed(service)).toEqual([]);
    const tags = [{ Key: 'headroom-deployment', Value: 'headroom' }];
    for (const type of ['Listener', 'LoadBalancer']) {
      Template.fromStack(service).hasResourceProperties(`AWS::ElasticLoadBalancingV2::${type}`, { Tags: tags });
    }
    Template.fromStack(service).allResourcesProperties('AWS::ElasticLoadBalancingV2::TargetGroup', { Tags: tags });
  });

  it('takes any number by tag', () => {
    const { app, headroom } = aHeadroom({ grantBy: 'tag', dashboard: false });
    for (let index = 0; index < 60; index++) {
      const listenerRuleArn = rule.listenerRuleArn.replace('9683b2d02a6cabee', `9683b2d02a6c${1000 + index}`);
      headroom.balance({ listenerRuleArn }, props({ name: `web-${index}` }));
    }
    expect(() => app.synth()).not.toThrow();
  });

  it('wakes at ill targets and failed requests of every group, and at slow ones where a latency is given', () => {
    const { stack } = balanced(rule, { latencySeconds: 0.5 });
    const names = resources(stack, 'AWS::CloudWatch::Alarm').map(({ Properties }) => Properties.AlarmName);
    for (const what of [
      'blue-unhealthy',
      'blue-errors',
      'blue-slow',
      'green-unhealthy',
      'green-errors',
      'green-slow',
    ]) {
      const mine = new RegExp(`^headroom-balancing/checkout/web:${what}:[0-9a-f]{8}$`);
      expect(names).toContainEqual(expect.stringMatching(mine));
    }
    Template.fromStack(stack).hasResourceProperties('AWS::CloudWatch::Alarm', {
      MetricName: 'UnHealthyHostCount',
      Dimensions: [
        { Name: 'LoadBalancer', Value: 'app/shop/50dc6c495c0c9188' },
        { Name: 'TargetGroup', Value: 'targetgroup/blue/6d0ecf831eec9f09' },
      ],
    });
  });

  it('writes its config as text, whole, for the function that reads it', () => {
    const [item] = resources(balanced(rule, { mode: 'on' }).stack, 'Custom::HeadroomBalance');
    const config = JSON.parse(String(item?.Properties.config));
    expect(item?.Properties).toMatchObject({ capability: 'balancing', name: 'checkout/web' });
    expect(config).toMatchObject({ mode: 'on', balancer: { kind: 'alb-rule', ruleArn: rule.listenerRuleArn } });
  });

  it('costs nothing but with the first balance', () => {
    const { stack } = aHeadroom();
    expect(JSON.stringify(Template.fromStack(stack).toJSON())).not.toContain('headroom-load-balancer"');
  });

  it('lives in the stack of the listener, which then depends on Headroom and not the other way round', () => {
    const { app, headroom, stack } = aHeadroom();
    const service = new Stack(app, 'Service', { env });
    const vpc = new Vpc(service, 'Vpc');
    const [blue, green] = ['Blue', 'Green'].map((id) => new ApplicationTargetGroup(service, id, { vpc, port: 80 }));
    const loadBalancer = new ApplicationLoadBalancer(service, 'Alb', { vpc });
    if (blue === undefined || green === undefined) throw new Error('no groups');
    const made: ApplicationListener = loadBalancer.addListener('Http', { port: 80, defaultTargetGroups: [blue] });
    const ruled = new ApplicationListenerRule(service, 'Rule', {
      listener: made,
      priority: 1,
      conditions: [ListenerCondition.pathPatterns(['/x'])],
      action: ListenerAction.weightedForward([{ targetGroup: blue }, { targetGroup: green }]),
    });
    headroom.balance(made, props({ groups: { blue: { targetGroup: blue }, green: { targetGroup: green } } }));
    headroom.balance(
      ruled,
      props({ name: 'x', groups: { blue: { targetGroup: blue }, green: { targetGroup: green } } }),
    );
    app.synth();
    expect(resources(service, 'Custom::HeadroomBalance')).toHaveLength(2);
    expect(service.dependencies).toContain(stack);
    expect(stack.dependencies).not.toContain(service);
  });

  it('shows its looks and the alarms on itself on the dashboard, with the first balance', () => {
    const text = (stack: Stack) => JSON.stringify(resources(stack, 'AWS::CloudWatch::Dashboard'));
    expect(text(balanced().stack)).toMatch(/WeightChanges.*Alarms on load balancing itself/);
    expect(text(aHeadroom().stack)).not.toContain('WeightChanges');
  });

  it('offers console test events for what wakes it, which it may write, or none where they are left out', () => {
    const offered = (stack: Stack) =>
      resources(stack, 'Custom::HeadroomTestEvents').some(({ Properties }) =>
        String(Properties.events).includes('balance-requested'),
      );
    const { stack } = balanced();
    expect(offered(stack)).toBe(true);
    expect(JSON.stringify(resources(stack, 'AWS::IAM::Policy'))).toContain('lambda-testevent-schemas/_headroom-*');
    const { stack: silent, headroom } = aHeadroom({ testEvents: false });
    headroom.balance(rule, props());
    expect(resources(silent, 'Custom::HeadroomTestEvents')).toEqual([]);
  });

  it('refuses two balances of one rule', () => {
    const { app, headroom } = balanced();
    headroom.balance(rule, props({ name: 'other' }));
    expect(() => app.synth()).toThrow(/sets the weights of the same listener or rule/);
  });

  it.each([
    ['BLUE_GREEN', { deploymentConfiguration: { strategy: 'BLUE_GREEN' } }],
    ['LINEAR', { deploymentConfiguration: { strategy: 'LINEAR' } }],
    ['CANARY', { deploymentConfiguration: { strategy: 'CANARY' } }],
    ['CodeDeploy', { deploymentController: { type: 'CODE_DEPLOY' } }],
  ])('refuses weights that deployments by %s move, by the rule or by a group', (how, deploys) => {
    const service = (more: object) => {
      const { app } = balanced();
      const targetGroupArn = group('green').targetGroup.targetGroupArn;
      const loadBalancers = [{ containerName: 'web', containerPort: 80, targetGroupArn, ...more }];
      new CfnService(new Stack(app, 'Other', { env }), 'Service', { loadBalancers, ...deploys });
      return () => app.synth();
    };
    expect(service({})).toThrow(new RegExp(`Other/Service deploys by ${how}, which moves the weights`));
    const advancedConfiguration = {
      alternateTargetGroupArn: 'another',
      productionListenerRule: rule.listenerRuleArn,
    };
    expect(service({ targetGroupArn: 'one', advancedConfiguration })).toThrow(/ROLLING and a shift/);
    expect(service({ targetGroupArn: 'one' })).not.toThrow();
  });

  it('refuses two reservations of one load balancer', () => {
    const { app, headroom } = balanced(rule, { reservation: {} });
    headroom.balance(listener, props({ name: 'other', reservation: {} }));
    expect(() => app.synth()).toThrow(/reserves capacity of the same load balancer/);
  });

  it('is looked at each half a minute, by a second tick that is held back', () => {
    const { stack } = balanced();
    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::SQS::Queue', { DelaySeconds: 30, RedrivePolicy: Match.anyValue() });
    const mappings = template.findResources('AWS::Lambda::EventSourceMapping');
    const ofBalancer = Object.values(mappings).filter((one) => JSON.stringify(one).includes('BalancingLoadBalancer'));
    expect(ofBalancer).toHaveLength(2);
  });

  it.each<[string, RegExp, Partial<BalanceProps>]>([
    ['one group', /groups: there are 1/, { groups: { blue: group('blue') } }],
    [
      'six groups',
      /groups: there are 6; a forward action shares among 2 to 5/,
      { groups: Object.fromEntries(['a', 'b', 'c', 'd', 'e', 'f'].map((name) => [name, group(name)])) },
    ],
    [
      'slow start with another algorithm than round robin',
      /groups.blue.attributes: slow start does not go with least_outstanding_requests/,
      {
        groups: {
          blue: { ...group('blue'), attributes: { algorithm: 'least_outstanding_requests', slowStartSeconds: 60 } },
          green: group('green'),
        },
      },
    ],
    [
      'anomaly mitigation with another algorithm than weighted random',
      /groups.blue.attributes: anomaly mitigation does not go with round_robin/,
      {
        groups: {
          blue: { ...group('blue'), attributes: { algorithm: 'round_robin', anomalyMitigation: true } },
          green: group('green'),
        },
      },
    ],
    [
      'a shift to a group that there is not',
      /shift.to: "red" is not among the groups/,
      { shift: { from: 'blue', to: 'red', name: 'v2', plan: { kind: 'linear', overSeconds: 600 } } },
    ],
  ])('refuses %s', (_, message, more) => {
    expect(() => balanced(rule, more)).toThrow(message);
  });
});
