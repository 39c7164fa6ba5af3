import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Program, startProgram } from './start-program.ts';

export interface PrometheusOptions {
  /** `host:port` of what it scrapes each second. */
  readonly scrapes?: readonly string[];
  /** Samples that it has from the beginning, as OpenMetrics text that ends with `# EOF`. */
  readonly openMetrics?: string;
  /** Rules as YAML. */
  readonly rules?: string;
  /** `host:port` of an Alertmanager. */
  readonly alertmanager?: string;
  /** Asks everybody for a name and a password, by bcrypt of the password. */
  readonly basic?: { readonly username: string; readonly bcrypt: string };
}

/** Starts a Prometheus that takes remote writes, with nothing in it but what is given. */
export function startPrometheus(options: PrometheusOptions = {}): Promise<Program> {
  return startProgram({
    command: 'prometheus',
    readyPath: '/-/ready',
    args: (port, folder) => [
      `--config.file=${join(folder, 'prometheus.yml')}`,
      `--storage.tsdb.path=${join(folder, 'data')}`,
      '--storage.tsdb.retention.time=100d',
      `--web.listen-address=127.0.0.1:${port}`,
      '--web.enable-remote-write-receiver',
      // An Alertmanager is found five seconds after the start: what was told before is told again at once.
      '--rules.alert.resend-delay=1s',
      ...(options.basic === undefined ? [] : [`--web.config.file=${join(folder, 'web.yml')}`]),
    ],
    prepare: (folder) => writeFiles(folder, options),
  });
}

/** Starts an exporter of this machine's own metrics. */
export function startNodeExporter(): Promise<Program> {
  return startProgram({
    command: 'prometheus-node-exporter',
    readyPath: '/metrics',
    args: (port) => [`--web.listen-address=127.0.0.1:${port}`, '--no-collector.systemd'],
  });
}

function writeFiles(
  folder: string,
  { scrapes = [], openMetrics, rules, alertmanager, basic }: PrometheusOptions,
): void {
  // JSON is YAML.
  const config = {
    global: { scrape_interval: '1s', scrape_timeout: '1s', evaluation_interval: '1s' },
    scrape_configs: [{ job_name: 'scraped', static_configs: [{ targets: scrapes }] }],
    rule_files: rules === undefined ? [] : [join(folder, 'rules.yml')],
    alerting: {
      alertmanagers: alertmanager === undefined ? [] : [{ static_configs: [{ targets: [alertmanager] }] }],
    },
  };
  writeFileSync(join(folder, 'prometheus.yml'), JSON.stringify(config));
  if (rules !== undefined) writeFileSync(join(folder, 'rules.yml'), rules);
  if (basic !== undefined) {
    const users = { [basic.username]: basic.bcrypt };
    writeFileSync(join(folder, 'web.yml'), JSON.stringify({ basic_auth_users: users }));
  }
  if (openMetrics !== undefined) backfill(folder, openMetrics);
}

function backfill(folder: string, openMetrics: string): void {
  const file = join(folder, 'samples.txt');
  writeFileSync(file, openMetrics);
  execFileSync('promtool', ['tsdb', 'create-blocks-from', 'openmetrics', file, join(folder, 'data')], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
}

/** Starts an Alertmanager that tells nobody but whoever asks it. */
export function startAlertmanager(): Promise<Program> {
  return startProgram({
    command: 'prometheus-alertmanager',
    readyPath: '/-/ready',
    args: (port, folder) => [
      `--config.file=${join(folder, 'alertmanager.yml')}`,
      `--storage.path=${join(folder, 'data')}`,
      `--web.listen-address=127.0.0.1:${port}`,
      '--cluster.listen-address=',
    ],
    prepare: (folder) =>
      writeFileSync(
        join(folder, 'alertmanager.yml'),
        JSON.stringify({ route: { receiver: 'nobody' }, receivers: [{ name: 'nobody' }] }),
      ),
  });
}
