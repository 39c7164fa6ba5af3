import type { PrometheusCall, PrometheusClient } from '../../../../adapters/sources/prometheus/client.ts';
import { hang } from '../../aws-error.ts';
import type { Call } from '../../fake-aws.ts';

type Points = readonly (readonly [atMs: number, value: number])[];

/** As the real one says it. */
const tooMany =
  'exceeded maximum resolution of 11,000 points per timeseries. Try decreasing the query resolution (?step=XX)';

/**
 * Prometheus in memory: each metric is a series that is told for the period after each of its points and no longer. It
 * refuses what the real one refuses: more than 11,000 points, a range that ends before it begins.
 */
export class FakePrometheus {
  readonly calls: Call[] = [];
  troubles: (Error | 'hang')[] = [];
  /** By name; the points are at the starts of periods. */
  readonly metrics = new Map<string, Points>();

  get client(): PrometheusClient {
    return { send: (call, { abortSignal }) => this.send(call, abortSignal) };
  }

  private async send(call: PrometheusCall, signal: AbortSignal) {
    this.calls.push({ action: call.path, input: call.form });
    await Promise.resolve();
    const trouble = this.troubles.shift();
    if (trouble === 'hang') return hang(signal);
    if (trouble !== undefined) throw trouble;
    return call.path === 'query' ? this.instant(call.form) : this.range(call.form);
  }

  private instant({ query = '', time }: PrometheusCall['form']) {
    const values = this.valuesAt(query, [Number(time)]);
    const result = values.map((value) => ({ metric: { __name__: nameIn(query) }, value }));
    return success({ resultType: 'vector', result });
  }

  private range({ query = '', start, end, step }: PrometheusCall['form']) {
    const [from, to, by] = [start, end, step].map(Number) as [number, number, number];
    if (to < from) return badData('end timestamp must not be before start time');
    if ((to - from) / by > 11_000) return badData(tooMany);
    const times = Array.from({ length: Math.floor((to - from) / by) + 1 }, (_, index) => from + index * by);
    const values = this.valuesAt(query, times);
    const result = values.length === 0 ? [] : [{ metric: { __name__: nameIn(query) }, values }];
    return success({ resultType: 'matrix', result });
  }

  private valuesAt(query: string, times: readonly number[]): [number, string][] {
    const points = this.metrics.get(nameIn(query)) ?? [];
    const lookSeconds = Number(/\[(\d+)s\]/.exec(query)?.[1] ?? 300);
    return times.flatMap((at): [number, string][] => {
      const seen = points.filter(([atMs]) => atMs < at * 1000 && atMs >= (at - lookSeconds) * 1000).at(-1);
      return seen === undefined ? [] : [[at, String(seen[1])]];
    });
  }
}

function nameIn(query: string): string {
  return /^last_over_time\((.*)\[\d+s\]\)$/.exec(query)?.[1] ?? query;
}

function success(data: object) {
  return { status: 200, json: { status: 'success', data } };
}

function badData(error: string) {
  return { status: 400, json: { status: 'error', errorType: 'bad_data', error } };
}
