import type { DatadogCall, DatadogClient } from '../../../../adapters/sources/datadog/client.ts';
import { hang } from '../../aws-error.ts';
import type { Call } from '../../fake-aws.ts';

type Points = readonly (readonly [atMs: number, value: number])[];

/** Datadog in memory, as its documentation has it: what it is asked for over a range comes in steps, nulls where nothing is. */
export class FakeDatadog {
  readonly calls: Call[] = [];
  troubles: (Error | 'hang')[] = [];
  /** By query. */
  readonly metrics = new Map<string, Points>();

  get client(): DatadogClient {
    return { send: (call, { abortSignal }) => this.send(call, abortSignal) };
  }

  private async send(call: DatadogCall, signal: AbortSignal) {
    this.calls.push({ action: call.api, input: { ...call } });
    await Promise.resolve();
    const trouble = this.troubles.shift();
    if (trouble === 'hang') return hang(signal);
    if (trouble !== undefined) throw trouble;
    return { status: 200, json: answerOf(call, this.metrics) };
  }
}

/** What the second version of the API answers. */
export function answerOf(
  { queries, fromMs, toMs, periodSeconds }: Omit<DatadogCall, 'site' | 'api' | 'secretArn'>,
  metrics: ReadonlyMap<string, Points>,
) {
  const periodMs = periodSeconds * 1000;
  const times = Array.from({ length: Math.ceil((toMs - fromMs) / periodMs) }, (_, index) => fromMs + index * periodMs);
  const known = queries.flatMap((query, query_index) => {
    const points = new Map(metrics.get(query));
    const row = times.map((atMs) => points.get(atMs) ?? null);
    return row.every((value) => value === null) ? [] : [{ query_index, row }];
  });
  const series = known.map(({ query_index }) => ({ group_tags: [], query_index, unit: null }));
  return { data: { type: 'timeseries_response', attributes: { series, times, values: known.map(({ row }) => row) } } };
}
