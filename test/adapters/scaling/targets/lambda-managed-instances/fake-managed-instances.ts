import type { FunctionScalingConfig, LambdaClient, PutFunctionScalingConfigRequest } from '@aws-sdk/client-lambda';
import { awsError } from '../../../aws-error.ts';
import { FakeAws } from '../../../fake-aws.ts';

interface Version {
  requested: FunctionScalingConfig | null;
  applied: FunctionScalingConfig | null;
}

interface Named {
  readonly FunctionName?: string | undefined;
  readonly Qualifier?: string | undefined;
}

/** Versions on managed instances in memory. They refuse what Lambda documents; a change is in force once `settle` is called. */
export class FakeManagedInstances extends FakeAws<LambdaClient> {
  readonly versions = new Map<string, Version>();

  constructor() {
    super({
      GetFunctionScalingConfig: (input: Named) => {
        const { requested, applied } = this.named(input);
        return {
          ...(requested !== null && { RequestedFunctionScalingConfig: requested }),
          ...(applied !== null && { AppliedFunctionScalingConfig: applied }),
        };
      },
      PutFunctionScalingConfig: (input: PutFunctionScalingConfigRequest) => this.put(input),
    });
  }

  settle(): void {
    for (const one of this.versions.values()) one.applied = one.requested;
  }

  private named({ FunctionName = '', Qualifier = '' }: Named): Version {
    if (!/^(\$LATEST\.PUBLISHED|[0-9]+)$/.test(Qualifier))
      throw awsError('ValidationException', 'no such qualifier', 400);
    const known = this.versions.get(FunctionName);
    if (known === undefined) throw awsError('ResourceNotFoundException', 'Function not found', 404);
    return known;
  }

  /** What is left out is not kept: it is one setting. */
  private put({ FunctionScalingConfig: wanted = {}, ...named }: PutFunctionScalingConfigRequest): object {
    const known = this.named(named);
    const { MinExecutionEnvironments: min = 3, MaxExecutionEnvironments: max = 15_000 } = wanted;
    if (min < 0 || max > 15_000 || min > max) {
      throw awsError('InvalidParameterValueException', `not from 0 to the max of ${max}`);
    }
    known.requested = { ...wanted };
    return { FunctionState: 'Pending' };
  }
}
