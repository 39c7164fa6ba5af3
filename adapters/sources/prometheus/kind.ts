import type { SourceModule } from '../kind-source.ts';
import { type PrometheusClient, prometheusOnAws } from './client.ts';
import { prometheusSource } from './prometheus.ts';

export const prometheus: SourceModule<'prometheus', PrometheusClient> = {
  connect: prometheusOnAws,
  open: prometheusSource,
};
