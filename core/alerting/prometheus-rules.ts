import { counted } from '../model/counted.ts';
import { type BurnRate, burnRates, leastBad, silence, windowText } from './burn-rates.ts';
import { type Objective, type Saturation, windowMark } from './objective.ts';

/** A rule of Prometheus: https://prometheus.io/docs/prometheus/latest/configuration/recording_rules */
export type PrometheusRule =
  | { readonly record: string; readonly expr: string; readonly labels: Readonly<Record<string, string>> }
  | {
      readonly alert: string;
      readonly expr: string;
      readonly for?: string;
      readonly labels: Readonly<Record<string, string>>;
      readonly annotations: Readonly<Record<string, string>>;
    };

/** The rules of one service, in the order in which they are evaluated. */
export interface RuleGroup {
  readonly name: string;
  readonly rules: readonly PrometheusRule[];
}

/**
 * What is recorded of an objective (how fast its budget burns over each window), and the alerts on that. Where nothing is
 * known nothing burns; a source that stays silent pages by itself.
 */
export function prometheusRules(objective: Objective): RuleGroup {
  const { service } = objective;
  const windows = burnRates.flatMap(({ longMinutes, shortMinutes }) => [shortMinutes, longMinutes]);
  const minutes = [...new Set(windows)].sort((one, other) => one - other);
  return {
    name: `headroom/${service}`,
    rules: [
      requestsRecord(objective),
      ...minutes.map((window) => burnRecord(objective, window)),
      ...burnRates.map(({ longMinutes }) => badRecord(objective, longMinutes)),
      ...burnRates.map((rate) => burnAlert(objective, rate)),
      silentAlert(objective),
      ...objective.saturation.flatMap((limit) => saturationRules(objective, limit)),
    ],
  };
}

function requestsRecord({ service, prometheus }: Objective): PrometheusRule {
  const expr = over(prometheus.total, silence.windowMinutes);
  return { record: 'headroom:requests:rate5m', expr, labels: { service } };
}

/** No series of what is bad means that nothing is; no series of the total means that nothing is known. */
function burnRecord({ service, prometheus, budget }: Objective, minutes: number): PrometheusRule {
  const [bad, total] = [prometheus.bad, prometheus.total].map((query) => `(${over(query, minutes)})`);
  return { record: recordOf(minutes), expr: `(${bad} or vector(0)) / ${total} / ${budget}`, labels: { service } };
}

/** How many requests were bad over a window. */
function badRecord({ service, prometheus }: Objective, minutes: number): PrometheusRule {
  const expr = `((${over(prometheus.bad, minutes)}) or vector(0)) * ${60 * minutes}`;
  return { record: badRecordOf(minutes), expr, labels: { service } };
}

function burnAlert(objective: Objective, { severity, above, longMinutes, shortMinutes }: BurnRate): PrometheusRule {
  const { service } = objective;
  const [long, short] = [longMinutes, shortMinutes].map(
    (minutes) => `${seriesOf(recordOf(minutes), service)} > ${above}`,
  );
  const rate = `over ${windowText(longMinutes)} {{ $value | printf "%.1f" }} times as fast as 30 days allow`;
  return {
    alert: 'HeadroomBudgetBurns',
    expr: `${long} and ${short} and ${seriesOf(badRecordOf(longMinutes), service)} >= ${leastBad}`,
    labels: { service, severity, window: windowText(longMinutes) },
    annotations: annotations(objective, `${service} uses up its objective (${objective.says}): ${rate}`),
  };
}

function silentAlert(objective: Objective): PrometheusRule {
  const { service } = objective;
  return {
    alert: 'HeadroomObjectiveSilent',
    expr: `absent(${seriesOf('headroom:requests:rate5m', service)})`,
    for: `${silence.forMinutes}m`,
    labels: { service, severity: 'page' },
    annotations: annotations(
      objective,
      `nothing is known of ${service}: its objective (${objective.says}) is not watched; see whether it is scraped`,
    ),
  };
}

/** Days that growth is taken from, and days ahead that it is foreseen. */
const growth = { fromDays: 3, aheadDays: 3 } as const;

/**
 * What is used of something, the highest of each day of that, and a ticket where that reaches all there is within days. The
 * highest of a day and not what is used now: the rise of each morning is not growth. It speaks once four days are known.
 */
function saturationRules(objective: Objective, { resource, used, most }: Saturation): readonly PrometheusRule[] {
  const { service } = objective;
  const labels = { service, resource };
  const of = (record: string) => `${record}{service=${JSON.stringify(service)},resource=${JSON.stringify(resource)}}`;
  const [ratio, highest] = [of('headroom:saturation:ratio'), of('headroom:saturation:highest1d')];
  const { fromDays, aheadDays } = growth;
  const then = `predict_linear(${highest}[${fromDays}d], ${86_400 * aheadDays})`;
  const isOld = `${highest} offset ${fromDays + 1}d >= 0`;
  const seconds = `(1 - ${highest}) / deriv(${highest}[${fromDays}d])`;
  return [
    { record: 'headroom:saturation:ratio', expr: `(${used}) / (${most})`, labels },
    { record: 'headroom:saturation:highest1d', expr: `max_over_time(${ratio}[1d])`, labels },
    {
      alert: 'HeadroomSaturationAhead',
      expr: `${seconds} and ${then} > 1 and deriv(${highest}[${fromDays}d]) > 0 and ${isOld}`,
      for: '1h',
      labels: { ...labels, severity: 'ticket' },
      annotations: annotations(
        objective,
        `${resource} of ${service} run out in {{ $value | humanizeDuration }} if they go on growing as in the last ${counted(fromDays, 'day')}`,
      ),
    },
  ];
}

function annotations({ runbook }: Objective, summary: string): Record<string, string> {
  return { summary, ...(runbook !== null && { runbook_url: runbook }) };
}

function recordOf(minutes: number): string {
  return `headroom:burn:rate${windowText(minutes)}`;
}

function badRecordOf(minutes: number): string {
  return `headroom:bad:increase${windowText(minutes)}`;
}

function seriesOf(record: string, service: string): string {
  return `${record}{service=${JSON.stringify(service)}}`;
}

function over(query: string, minutes: number): string {
  return query.replaceAll(windowMark, windowText(minutes));
}
