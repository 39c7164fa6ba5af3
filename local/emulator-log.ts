import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const logsKept = 20;
const tailLines = 20;

/** An empty log file of its own for one start; the oldest ones make room. */
export function openLog(root: string, name: string, port: number): string {
  const folder = join(root, '.local', 'logs');
  mkdirSync(folder, { recursive: true });
  removeOldest(folder);
  const startedAt = new Date().toISOString().replaceAll(/[-:]|\..*/g, '');
  const file = join(folder, `${startedAt}-${name}-${port}.log`);
  writeFileSync(file, '');
  return file;
}

function removeOldest(folder: string): void {
  const logs = readdirSync(folder).sort();
  for (const log of logs.slice(0, Math.max(0, logs.length - logsKept + 1))) rmSync(join(folder, log), { force: true });
}

export function tailOfLog(file: string): string {
  return readFileSync(file, 'utf8').trimEnd().split('\n').slice(-tailLines).join('\n');
}
