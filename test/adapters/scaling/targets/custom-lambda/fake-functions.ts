import type { LambdaClient } from '@aws-sdk/client-lambda';
import { awsError } from '../../../aws-error.ts';
import { FakeAws } from '../../../fake-aws.ts';

interface Scaled {
  asked: number;
  running: number;
  max: number;
  busy?: string;
}

/** Functions in memory that scale one thing each, up to ten units, as their users would write them. */
export class FakeFunctions extends FakeAws<LambdaClient> {
  readonly functions = new Map<string, Scaled>();
  /** What every function answers, in place of what it would. */
  answer: string | null = null;
  functionError: string | undefined = undefined;

  constructor() {
    super({
      Invoke: ({ FunctionName = '', Payload }: { FunctionName?: string; Payload?: Uint8Array }) => {
        const known = this.functions.get(FunctionName);
        if (known === undefined)
          throw awsError('ResourceNotFoundException', `Function not found: ${FunctionName}`, 404);
        const question = JSON.parse(new TextDecoder().decode(Payload)) as Question;
        const text = this.answer ?? JSON.stringify(answerOf(known, question));
        return { FunctionError: this.functionError, Payload: new TextEncoder().encode(text) };
      },
    });
  }

  settle(): void {
    for (const one of this.functions.values()) one.running = one.asked;
  }
}

interface Question {
  readonly headroom: 'capacity' | 'set';
  readonly units?: number;
}

function answerOf(known: Scaled, { headroom, units = 0 }: Question): object {
  if (headroom === 'capacity') return { ...known, min: 0 };
  if (units > known.max) return { refused: `${units} is more than the max of ${known.max}` };
  known.asked = units;
  return {};
}
