import type {
  GetAliasCommandOutput,
  GetProvisionedConcurrencyConfigCommandOutput,
  LambdaClient,
} from '@aws-sdk/client-lambda';
import { awsError } from '../../../aws-error.ts';
import { FakeAws } from '../../../fake-aws.ts';

interface Named {
  readonly FunctionName?: string;
  readonly Qualifier?: string;
  readonly Name?: string;
  readonly ProvisionedConcurrentExecutions?: number;
  readonly ReservedConcurrentExecutions?: number;
}

/** A function with an alias `live`. */
interface FakeFunction {
  reserved: number | undefined;
  provisioned: Partial<GetProvisionedConcurrencyConfigCommandOutput> | null;
  alias: Partial<GetAliasCommandOutput>;
}

export function aFunction(units = 2, more: Partial<FakeFunction> = {}): FakeFunction {
  const provisioned = {
    ...{ RequestedProvisionedConcurrentExecutions: units, AllocatedProvisionedConcurrentExecutions: units },
    ...{ AvailableProvisionedConcurrentExecutions: units, Status: 'READY' as const },
  };
  return { reserved: undefined, provisioned, alias: { Name: 'live' }, ...more };
}

/** Functions in memory. They refuse what Lambda refuses; what is provisioned is available once `settle` is called. */
export class FakeLambda extends FakeAws<LambdaClient> {
  readonly functions = new Map<string, FakeFunction>();

  constructor() {
    super({
      GetProvisionedConcurrencyConfig: (input: Named) => {
        const { provisioned } = this.alias(input);
        if (provisioned !== null) return provisioned;
        throw awsError('ProvisionedConcurrencyConfigNotFoundException', 'No Provisioned Concurrency Config found');
      },
      GetAlias: (input: Named) => this.alias({ ...input, Qualifier: input.Name }).alias,
      PutProvisionedConcurrencyConfig: (input: Named) => this.provision(input),
      DeleteProvisionedConcurrencyConfig: (input: Named) => {
        this.alias(input).provisioned = null;
        return {};
      },
      GetFunctionConcurrency: (input: Named) => ({ ReservedConcurrentExecutions: this.named(input).reserved }),
      PutFunctionConcurrency: (input: Named) => {
        this.named(input).reserved = within(input.ReservedConcurrentExecutions, 0);
        return input;
      },
    });
  }

  /** What is asked for is available. */
  settle(): void {
    for (const { provisioned } of this.functions.values()) {
      if (provisioned === null) continue;
      provisioned.AvailableProvisionedConcurrentExecutions = provisioned.RequestedProvisionedConcurrentExecutions;
      provisioned.Status = 'READY';
    }
  }

  private named({ FunctionName = '' }: Named): FakeFunction {
    if (!/^[\w-]+$/.test(FunctionName)) throw awsError('ValidationException', 'Value failed to satisfy constraint');
    const known = this.functions.get(FunctionName);
    if (known === undefined) throw awsError('ResourceNotFoundException', `Function not found: ${FunctionName}`, 404);
    return known;
  }

  private alias(input: Named): FakeFunction {
    const known = this.named(input);
    if (input.Qualifier === '$LATEST') throw awsError('InvalidParameterValueException', '$LATEST is not supported');
    if (input.Qualifier !== known.alias.Name) throw awsError('ResourceNotFoundException', 'Cannot find alias', 404);
    return known;
  }

  private provision(input: Named) {
    const known = this.alias(input);
    const RequestedProvisionedConcurrentExecutions = within(input.ProvisionedConcurrentExecutions, 1);
    if (known.alias.RoutingConfig !== undefined) {
      const message = 'Alias with weights can not be used with Provisioned Concurrency';
      throw awsError('InvalidParameterValueException', message);
    }
    const before = known.provisioned ?? { AvailableProvisionedConcurrentExecutions: 0 };
    known.provisioned = { ...before, RequestedProvisionedConcurrentExecutions, Status: 'IN_PROGRESS' };
    return known.provisioned;
  }
}

function within(units: number | undefined, least: number): number {
  if (units === undefined || units < least) throw awsError('InvalidParameterValueException', `at least ${least}`);
  if (units > 900) {
    const message = "decreases account's UnreservedConcurrentExecution below its minimum value of 100, by the quota";
    throw awsError('InvalidParameterValueException', message);
  }
  return units;
}
