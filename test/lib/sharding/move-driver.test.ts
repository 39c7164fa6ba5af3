import { Stack } from 'aws-cdk-lib';
import { AttributeType, Table } from 'aws-cdk-lib/aws-dynamodb';
import { describe, expect, it } from 'vitest';
import { DynamoDbTableShard } from '../../../lib/index.ts';
import { aHeadroom, env, resources } from '../an-app.ts';

/** A state as the definition has it, as far as the driver uses the language. */
interface State {
  readonly Type: 'Pass' | 'Task' | 'Choice' | 'Wait' | 'Succeed';
  readonly Next?: string;
  readonly Default?: string;
  readonly Choices?: readonly { readonly Variable: string; readonly Next: string; readonly [rule: string]: unknown }[];
  readonly Parameters?: Readonly<Record<string, unknown>>;
  readonly ResultPath?: string;
  readonly Resource?: string;
  readonly Retry?: readonly { readonly MaxAttempts: number }[];
  readonly Catch?: readonly unknown[];
}

interface Definition {
  readonly StartAt: string;
  readonly States: Readonly<Record<string, State>>;
}

const { app: _, stack: data } = aShardedApp();
const [machine] = resources(data, 'AWS::StepFunctions::StateMachine');
const definition: Definition = JSON.parse(textOf(machine?.Properties.DefinitionString));

function aShardedApp() {
  const { app, headroom } = aHeadroom();
  const stack = new Stack(app, 'Data', { env });
  const key = (name: string) => ({ name, type: AttributeType.STRING });
  const table = (id: string) => new Table(stack, id, { partitionKey: key('pk'), sortKey: key('sk') });
  const shards = { a: new DynamoDbTableShard(table('A')), b: new DynamoDbTableShard(table('B')) };
  headroom.shard('orders', { scope: stack, shards });
  return { app, stack };
}

/** What is joined, with a stand-in for what only a deployment knows. */
function textOf(joined: unknown): string {
  const [, parts] = (joined as { 'Fn::Join': readonly [string, readonly unknown[]] })['Fn::Join'];
  return parts.map((part) => (typeof part === 'string' ? part : 'known-at-deploy-time')).join('');
}

/** The worst that each state may leave in the history: https://docs.aws.amazon.com/step-functions/latest/apireference/API_HistoryEvent.html */
function eventsOf({ Type, Retry = [] }: State): number {
  if (Type !== 'Task') return 2;
  const repetitions = Retry.reduce((sum, { MaxAttempts }) => sum + MaxAttempts, 0);
  return 5 + 3 * repetitions;
}

/** What a run carries from state to state. */
interface Carried {
  readonly rounds: number;
  readonly said: { readonly againInSeconds: number | null };
}

/** Plays a run whose mover answers as told; all that the driver uses of the language, and nothing else. */
function play(answer: (round: number) => number | null) {
  let [events, rounds] = [2, 0];
  let carried: Carried = { rounds: 0, said: { againInSeconds: null } };
  const path = [definition.StartAt];
  for (;;) {
    const state = definition.States[path.at(-1) ?? ''];
    if (state === undefined) throw new Error(`there is no state ${path.at(-1)}`);
    events += eventsOf(state);
    if (state.Type === 'Succeed') return { events, rounds, path };
    if (state.Type === 'Pass') carried = passed(state, carried);
    if (state.ResultPath === '$.said') carried = { ...carried, said: { againInSeconds: answer(rounds++) } };
    path.push(state.Type === 'Choice' ? choose(state, carried) : (state.Next ?? ''));
  }
}

function passed({ Parameters = {} }: State, carried: Carried): Carried {
  return { ...carried, rounds: 'rounds' in Parameters ? Number(Parameters.rounds) : carried.rounds + 1 };
}

function choose({ Choices = [], Default = '' }: State, { rounds, said }: Carried): string {
  const known: Readonly<Record<string, unknown>> = { '$.said.againInSeconds': said.againInSeconds, '$.rounds': rounds };
  const chosen = Choices.find(({ Variable, IsNull, NumericGreaterThanEquals }) => {
    const value = known[Variable];
    if (IsNull !== undefined) return (value === null) === IsNull;
    return typeof value === 'number' && value >= Number(NumericGreaterThanEquals);
  });
  return chosen?.Next ?? Default;
}

describe('the driver of moves', () => {
  it('hands over to a successor before the history of a run is full, however badly it goes', () => {
    const { events, path } = play(() => 1);
    expect(path.slice(-2)).toEqual(['HandOver', 'Settled']);
    expect(events).toBeLessThan(25_000);
    expect(events).toBeGreaterThan(10_000);
  });

  it('ends where nothing is under way any more, and starts nobody', () => {
    const { path, rounds } = play((round) => (round < 3 ? 5 : null));
    expect(rounds).toBe(4);
    expect(path.at(-1)).toBe('Settled');
    expect(path).not.toContain('HandOver');
  });

  it('starts itself again and may do so, and is over where that fails', () => {
    const { HandOver } = definition.States;
    expect(HandOver?.Resource).toMatch(/:states:::states:startExecution$/);
    expect(HandOver?.Parameters).toMatchObject({ 'StateMachineArn.$': '$$.StateMachine.Id' });
    expect(HandOver?.Catch).toMatchObject([{ ErrorEquals: ['States.ALL'], Next: 'Settled' }]);
    const role = resources(data, 'AWS::IAM::Role').find(({ Properties }) =>
      JSON.stringify(Properties.AssumeRolePolicyDocument).includes('states.amazonaws.com'),
    );
    const itself = 'arn:aws:states:eu-central-1:111122223333:stateMachine:headroom-orders-shard-mover-[0-9a-f]{8}';
    expect(JSON.stringify(role?.Properties.Policies)).toMatch(
      new RegExp(`"Action":"states:StartExecution","Effect":"Allow","Resource":"${itself}"`),
    );
    expect(JSON.stringify(role?.Properties.AssumeRolePolicyDocument)).toMatch(new RegExp(itself));
  });
});
