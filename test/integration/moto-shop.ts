import {
  type Action,
  CreateListenerCommand,
  CreateLoadBalancerCommand,
  CreateRuleCommand,
  CreateTargetGroupCommand,
  DescribeListenersCommand,
  DescribeRulesCommand,
  ElasticLoadBalancingV2Client,
  type Listener,
  RegisterTargetsCommand,
  type Rule,
} from '@aws-sdk/client-elastic-load-balancing-v2';

/** A load balancer of a shop on moto, with a listener, a rule with header conditions, and target groups. */
export interface MotoShop {
  readonly client: ElasticLoadBalancingV2Client;
  readonly listenerArn: string;
  readonly ruleArn: string;
  readonly groups: Readonly<Record<'blue' | 'green' | 'foreign' | 'spare', string>>;
  rule(): Promise<Rule>;
  listener(): Promise<Listener>;
}

/** Who signs in before the rule forwards. AWS, and moto, never tell the secret again. */
const signIn: Action = {
  Type: 'authenticate-oidc',
  Order: 1,
  AuthenticateOidcConfig: {
    Issuer: 'https://login.example.com',
    AuthorizationEndpoint: 'https://login.example.com/authorize',
    TokenEndpoint: 'https://login.example.com/token',
    UserInfoEndpoint: 'https://login.example.com/user',
    ClientId: 'shop',
    ClientSecret: 'kept by the load balancer',
    OnUnauthenticatedRequest: 'authenticate',
  },
};

export async function motoShop(endpoint: string): Promise<MotoShop> {
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const client = new ElasticLoadBalancingV2Client({ endpoint, region: 'us-east-1', credentials });
  const [Subnets, VpcId] = await subnets(endpoint);
  const shop = await client.send(new CreateLoadBalancerCommand({ Name: 'shop', Subnets }));
  const LoadBalancerArn = shop.LoadBalancers?.[0]?.LoadBalancerArn;
  const group = async (Name: string, units: number): Promise<string> => {
    const made = await client.send(
      new CreateTargetGroupCommand({ Name, Protocol: 'HTTP', Port: 80, VpcId, TargetType: 'ip' }),
    );
    const TargetGroupArn = made.TargetGroups?.[0]?.TargetGroupArn ?? '';
    const Targets = Array.from({ length: units }, (_, index) => ({ Id: `10.0.0.${10 + index}`, Port: 80 }));
    await client.send(new RegisterTargetsCommand({ TargetGroupArn, Targets }));
    return TargetGroupArn;
  };
  const groups = {
    blue: await group('blue', 3),
    green: await group('green', 1),
    foreign: await group('foreign', 1),
    spare: await group('spare', 1),
  };
  const forward = (...names: (keyof typeof groups)[]): Action => ({
    Type: 'forward',
    Order: 2,
    ForwardConfig: {
      TargetGroups: names.map((name) => ({ TargetGroupArn: groups[name], Weight: 400 })),
      TargetGroupStickinessConfig: { Enabled: true, DurationSeconds: 600 },
    },
  });
  const listener = await client.send(
    new CreateListenerCommand({
      LoadBalancerArn,
      Protocol: 'HTTP',
      Port: 80,
      DefaultActions: [{ ...forward('blue', 'green'), Order: 1 }],
    }),
  );
  const listenerArn = listener.Listeners?.[0]?.ListenerArn ?? '';
  const rule = await client.send(
    new CreateRuleCommand({
      ListenerArn: listenerArn,
      Priority: 7,
      Conditions: [
        { Field: 'http-header', HttpHeaderConfig: { HttpHeaderName: 'x-tier', Values: ['gold', 'silver'] } },
      ],
      Actions: [signIn, forward('blue', 'green', 'foreign')],
    }),
  );
  const ruleArn = rule.Rules?.[0]?.RuleArn ?? '';
  return {
    client,
    listenerArn,
    ruleArn,
    groups,
    rule: async () => {
      const { Rules = [] } = await client.send(new DescribeRulesCommand({ RuleArns: [ruleArn] }));
      return Rules[0] ?? {};
    },
    listener: async () => {
      const { Listeners = [] } = await client.send(new DescribeListenersCommand({ ListenerArns: [listenerArn] }));
      return Listeners[0] ?? {};
    },
  };
}

/** Two subnets of the default VPC, and that VPC. */
async function subnets(endpoint: string): Promise<[string[], string]> {
  const authorization =
    'AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/ec2/aws4_request, SignedHeaders=host, Signature=0';
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', authorization },
    body: 'Action=DescribeSubnets&Version=2016-11-15',
  });
  const text = await response.text();
  const all = (name: string) =>
    [...text.matchAll(new RegExp(`<${name}>([^<]+)</${name}>`, 'g'))].map(([, id]) => id ?? '');
  return [all('subnetId').slice(0, 2), all('vpcId')[0] ?? ''];
}
