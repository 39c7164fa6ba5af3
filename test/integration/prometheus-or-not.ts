import { isInstalled } from './start-program.ts';

const needed = ['prometheus', 'promtool', 'prometheus-node-exporter', 'prometheus-alertmanager'];

/** Whether Prometheus and what belongs to it are installed; told loudly where not. With `CI=true` that is an error. */
export function hasPrometheus(): boolean {
  const missing = needed.filter((command) => !isInstalled(command));
  if (missing.length === 0) return true;
  const message = `${missing.join(', ')} not found; on Debian: apt-get install --no-install-recommends prometheus prometheus-node-exporter prometheus-alertmanager`;
  if (process.env.CI === 'true') throw new Error(message);
  console.warn(`\n*** NOT RUN, for want of a Prometheus: ${message}\n`);
  return false;
}
