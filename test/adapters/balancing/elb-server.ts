import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';

type Params = URLSearchParams;

/** What the service answers instead, by its documented code. */
class Refused extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

const element = (name: string, value: string | number) => `<${name}>${value}</${name}>`;
const pendingStates = ['pending', 'rebalancing'];

/**
 * Elastic Load Balancing on loopback, as it is documented on the wire (Query in, XML out): one load balancer with a rule of
 * two groups, and its capacity reservation, which no emulator has. It refuses what AWS refuses
 * (https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_ModifyCapacityReservation.html).
 */
export class ElbServer {
  readonly requests: Params[] = [];
  state: 'provisioned' | 'pending' | 'rebalancing' | 'failed' = 'provisioned';
  units = 0;
  decreasesLeft = 2;
  private readonly loadBalancerArn: string;
  private readonly ruleArn: string;
  private readonly groupArns: readonly string[];
  private readonly server: Server;

  constructor(loadBalancerArn: string, ruleArn: string, groupArns: readonly string[]) {
    this.loadBalancerArn = loadBalancerArn;
    this.ruleArn = ruleArn;
    this.groupArns = groupArns;
    this.server = createServer((request, response) => {
      void read(request).then((params) => {
        const { status, body } = this.answer(params);
        response.writeHead(status, { 'content-type': 'text/xml' }).end(body);
      });
    });
  }

  async start(): Promise<ElasticLoadBalancingV2Client> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    const { port } = this.server.address() as AddressInfo;
    const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
    const endpoint = `http://127.0.0.1:${port}`;
    return new ElasticLoadBalancingV2Client({ endpoint, region: 'eu-west-1', credentials, maxAttempts: 1 });
  }

  stop(): Promise<void> {
    return new Promise((resolve) => this.server.close(() => resolve()));
  }

  called(action: string): number {
    return this.requests.filter((params) => params.get('Action') === action).length;
  }

  /** A day later both decreases are there again. */
  nextDay(): void {
    this.decreasesLeft = 2;
  }

  private answer(params: Params): { readonly status: number; readonly body: string } {
    this.requests.push(params);
    const action = params.get('Action') ?? '';
    try {
      const result = this.resultOf(action, params);
      const xmlns = 'http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/';
      const body = `<${action}Response xmlns="${xmlns}"><${action}Result>${result}</${action}Result><ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></${action}Response>`;
      return { status: 200, body };
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      const told = element('Type', 'Sender') + element('Code', error.code) + element('Message', error.message);
      return { status: 400, body: `<ErrorResponse><Error>${told}</Error><RequestId>r</RequestId></ErrorResponse>` };
    }
  }

  private resultOf(action: string, params: Params): string {
    switch (action) {
      case 'DescribeRules':
        return `<Rules><member>${element('RuleArn', this.ruleArn)}<Actions><member>${this.action()}</member></Actions></member></Rules>`;
      case 'DescribeTargetHealth':
        return `<TargetHealthDescriptions><member><TargetHealth>${element('State', 'healthy')}</TargetHealth></member></TargetHealthDescriptions>`;
      case 'DescribeTargetGroupAttributes':
        return '<Attributes></Attributes>';
      case 'DescribeCapacityReservation':
        return this.reservationOf(params);
      case 'ModifyCapacityReservation':
        this.reserve(params);
        return this.reservationOf(params);
      default:
        throw new Refused('InvalidAction', `${action} is not known here`);
    }
  }

  private action(): string {
    const tuple = (arn: string) => `<member>${element('TargetGroupArn', arn)}${element('Weight', 1)}</member>`;
    const groups = this.groupArns.map(tuple).join('');
    return `${element('Type', 'forward')}<ForwardConfig><TargetGroups>${groups}</TargetGroups></ForwardConfig>`;
  }

  private reservationOf(params: Params): string {
    this.requireLoadBalancer(params);
    const zone = (name: string) =>
      `<member><State>${element('Code', this.state)}${this.state === 'failed' ? element('Reason', 'no capacity') : ''}</State>${element('AvailabilityZone', name)}${element('EffectiveCapacityUnits', this.units / 2)}</member>`;
    const reserved = this.units === 0 ? '' : element('CapacityUnits', this.units);
    return [
      element('LastModifiedTime', '2026-11-20T09:15:12.000Z'),
      element('DecreaseRequestsRemaining', this.decreasesLeft),
      `<MinimumLoadBalancerCapacity>${reserved}</MinimumLoadBalancerCapacity>`,
      `<CapacityReservationState>${this.units === 0 ? '' : zone('eu-west-1a') + zone('eu-west-1b')}</CapacityReservationState>`,
    ].join('');
  }

  private reserve(params: Params): void {
    this.requireLoadBalancer(params);
    const units = unitsOf(params);
    if (this.units > 0 && pendingStates.includes(this.state)) {
      throw new Refused('CapacityReservationPending', 'There is a pending capacity reservation.');
    }
    const falls = units < this.units;
    if (falls && this.decreasesLeft === 0) {
      throw new Refused('CapacityDecreaseRequestLimitExceeded', "You've exceeded the daily capacity decrease limit.");
    }
    if (units > 15_000) throw new Refused('CapacityUnitsLimitExceeded', "You've exceeded the capacity units limit.");
    if (falls) this.decreasesLeft--;
    this.units = units;
    this.state = 'pending';
  }

  private requireLoadBalancer(params: Params): void {
    if (params.get('LoadBalancerArn') === this.loadBalancerArn) return;
    throw new Refused('LoadBalancerNotFound', 'The specified load balancer does not exist.');
  }
}

/** One of the two, and not both: 0 for a reset. */
function unitsOf(params: Params): number {
  const wanted = params.get('MinimumLoadBalancerCapacity.CapacityUnits');
  const isReset = params.get('ResetCapacityReservation') === 'true';
  if ((wanted === null) !== isReset) throw new Refused('ValidationError', 'give either a capacity or a reset');
  return isReset ? 0 : Number(wanted);
}

async function read(request: IncomingMessage): Promise<Params> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return new URLSearchParams(Buffer.concat(chunks).toString('utf8'));
}
