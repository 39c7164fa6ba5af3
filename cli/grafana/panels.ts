import { burnRates } from '../../core/alerting/burn-rates.ts';
import { type Objective, windowMark } from '../../core/alerting/objective.ts';
import { tierOf } from '../../core/model/service-and-tier.ts';

/** One picture: what it is called, in which unit of Grafana, and what it asks Prometheus for. */
export interface Panel {
  readonly title: string;
  readonly description: string;
  /** https://github.com/grafana/grafana/blob/main/packages/grafana-data/src/valueFormats/categories.ts */
  readonly unit: 'short' | 'percentunit' | 'reqps';
  /** Lines across it, drawn where something is amiss above them. */
  readonly above: number | null;
  readonly queries: readonly { readonly expr: string; readonly legend: string }[];
}

/** Pictures that belong together. */
export interface PanelRow {
  readonly title: string;
  readonly panels: readonly Panel[];
}

/** Which service it is of, what it promises, and its tiers that are scaled. */
export interface Shown {
  readonly deployment: string;
  readonly service: string;
  readonly objective: Objective | null;
  readonly scalables: readonly string[];
}

/** Looks come each minute or each fifth: what was told last holds until the next. */
const sinceLook = '6m';

/** What a dashboard of a service shows: what it promises, what runs out, and each tier with what is decided of it. */
export function panelRows({ deployment, service, objective, scalables }: Shown): readonly PanelRow[] {
  const promised = objective === null ? [] : [promiseRow(objective)];
  return [...promised, ...scalables.map((scalable) => tierRow(deployment, service, scalable))];
}

function promiseRow(objective: Objective): PanelRow {
  const { service, says, saturation, prometheus } = objective;
  const of = `{service=${JSON.stringify(service)}}`;
  const [total, bad] = [prometheus.total, prometheus.bad].map((query) => query.replaceAll(windowMark, '5m'));
  const [fastest] = burnRates;
  const burn: Panel = {
    title: 'How fast the budget burns',
    description: `${says}. 1 just uses up the budget of 30 days; somebody is paged above ${fastest?.above} over an hour.`,
    ...{ unit: 'short', above: 1 },
    queries: ['5m', '1h', '6h', '3d'].map((window) => ({ expr: `headroom:burn:rate${window}${of}`, legend: window })),
  };
  const requests: Panel = {
    ...{ title: 'Requests', description: 'Per second, and those that are bad.', unit: 'reqps', above: null },
    queries: [
      { expr: `headroom:requests:rate5m${of}`, legend: 'all' },
      { expr: `(${bad}) or 0 * (${total})`, legend: 'bad' },
    ],
  };
  const used: Panel = {
    title: 'What may run out',
    description: 'The share that is used, and the highest of the last day.',
    ...{ unit: 'percentunit', above: 1 },
    queries: [
      { expr: `headroom:saturation:ratio${of}`, legend: '{{resource}}' },
      { expr: `headroom:saturation:highest1d${of}`, legend: '{{resource}}, highest of a day' },
    ],
  };
  return {
    title: `What ${service} promises: ${says}`,
    panels: [burn, requests, ...(saturation.length > 0 ? [used] : [])],
  };
}

function tierRow(deployment: string, service: string, scalable: string): PanelRow {
  const of = `{deployment=${JSON.stringify(deployment)},scalable=${JSON.stringify(scalable)}}`;
  const last = (name: string) => `last_over_time(headroom_${name}${of}[${sinceLook}])`;
  const lines = (names: readonly string[]) => names.map((name) => ({ expr: last(name), legend: name }));
  const units: Panel = {
    title: 'Units',
    description: 'What is right (desired), what was asked for, what ran, and the bounds in force.',
    ...{ unit: 'short', above: null },
    queries: lines(['desired', 'asked', 'running', 'floor', 'ceiling']),
  };
  const demand: Panel = {
    title: 'Demand',
    description: 'As its reading tells it; a forecast, where a policy makes one, is per second and within the lead.',
    ...{ unit: 'short', above: null },
    queries: lines(['demand', 'forecast']),
  };
  const left: Panel = {
    title: 'Headroom below the ceiling',
    description: 'How much more than is right now the bounds allow.',
    ...{ unit: 'percentunit', above: null },
    queries: [{ expr: `${last('ceiling')} / ${last('desired')} - 1`, legend: 'headroom' }],
  };
  const bound: Panel = {
    title: 'Who settled it',
    description: 'The policy or guard that settled each decision; `headroom explain` says why in words.',
    ...{ unit: 'short', above: null },
    queries: [{ expr: `max by (by) (${last('bound_by')})`, legend: '{{by}}' }],
  };
  return { title: tierOf(scalable) ?? service, panels: [units, demand, left, bound] };
}
