import { createHash } from 'node:crypto';
import { GraphThresholdsStyleConfigBuilder, GraphThresholdsStyleMode } from '@grafana/grafana-foundation-sdk/common';
import {
  DashboardBuilder,
  DatasourceVariableBuilder,
  RowBuilder,
  ThresholdsConfigBuilder,
  ThresholdsMode,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { DataqueryBuilder } from '@grafana/grafana-foundation-sdk/prometheus';
import { PanelBuilder } from '@grafana/grafana-foundation-sdk/timeseries';
import { type Panel, panelRows, type Shown } from './panels.ts';

/** The Prometheus is chosen where the dashboard is looked at. */
const source = { type: 'prometheus', uid: '$datasource' };
const asLine = new GraphThresholdsStyleConfigBuilder().mode(GraphThresholdsStyleMode.Line);
const [height, thirdOfWidth, halfOfWidth] = [8, 8, 12];

/** A dashboard of a service for Grafana, as it is imported there. The same service has the same uid, so that it is written anew and not beside. */
export function serviceDashboard(shown: Shown): object {
  const { deployment, service } = shown;
  const dashboard = new DashboardBuilder(`${service} (${deployment})`)
    .uid(uidOf(`${deployment}/${service}`))
    .tags(['headroom', service])
    .timezone('browser')
    .time({ from: 'now-6h', to: 'now' })
    .refresh('1m')
    .withVariable(new DatasourceVariableBuilder('datasource').label('Prometheus').type('prometheus'));
  for (const { title, panels } of panelRows(shown)) {
    dashboard.withRow(new RowBuilder(title));
    for (const panel of panels) dashboard.withPanel(drawn(panel, panels.length === 3 ? thirdOfWidth : halfOfWidth));
  }
  return dashboard.build();
}

function drawn({ title, description, unit, above, queries }: Panel, span: number): PanelBuilder {
  const panel = new PanelBuilder().title(title).description(description).datasource(source).unit(unit);
  panel.height(height).span(span);
  if (above !== null) panel.thresholds(redAbove(above)).thresholdsStyle(asLine);
  for (const [index, { expr, legend }] of queries.entries())
    panel.withTarget(
      new DataqueryBuilder().refId(`Q${index}`).datasource(source).expr(expr).legendFormat(legend).range(),
    );
  return panel;
}

function redAbove(value: number): ThresholdsConfigBuilder {
  return new ThresholdsConfigBuilder().mode(ThresholdsMode.Absolute).steps([
    { value: null, color: 'green' },
    { value, color: 'red' },
  ]);
}

/** Grafana takes forty characters, and not all of those that names have. */
function uidOf(name: string): string {
  return `headroom-${createHash('sha256').update(name).digest('hex').slice(0, 24)}`;
}
