import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { ScalableConfig } from '../../../core/scaling/config/scalable.ts';
import type { Configured } from '../../../sim/scaling/score/answer.ts';
import { untoldReadings } from '../../../sim/scaling/world/configured.ts';
import { CommandError } from '../../command-error.ts';
import { readDeployment } from '../../config/read-deployment.ts';
import type { Session } from '../../session.ts';
import type { BacktestOptions } from './options.ts';

const usualFiles = ['headroom.config.ts', 'headroom.config.js', 'headroom.config.mjs', 'headroom.config.json'];

/** The named scalable as it is configured, and as it was before where that is given; none where none is named. */
export async function ownConfigs(session: Session, options: BacktestOptions): Promise<Configured[]> {
  const { scalable, config, against } = options;
  if (scalable === undefined && config === undefined && against === undefined) return [];
  const file = config ?? usualFiles.find((one) => existsSync(resolve(session.cwd, one))) ?? 'headroom.config.ts';
  const name = scalable ?? options.cloudwatch ?? null;
  const now = await scalableOf(session, file, name);
  const yours = [{ name: 'yours', config: now }];
  if (against === undefined) return yours;
  return [...yours, { name: 'before', config: await scalableOf(session, against, now.scalable) }];
}

async function scalableOf(session: Session, file: string, name: string | null): Promise<ScalableConfig> {
  const found = pick(file, await scalablesOf(session, file), name);
  const untold = untoldReadings(found);
  if (untold.length === 0) return found;
  const says = `${found.scalable} decides by ${untold.join(' and ')}, which a trace of demand does not tell`;
  throw new CommandError(`${file}: ${says}; leave --scalable, --config and --against out, or name another`);
}

async function scalablesOf(session: Session, file: string): Promise<readonly ScalableConfig[]> {
  return (await readDeployment(session, file)).scalables.map((one) => one.config);
}

function pick(file: string, scalables: readonly ScalableConfig[], name: string | null): ScalableConfig {
  const names = scalables.map(({ scalable }) => scalable).join(', ');
  const found = name === null ? scalables : scalables.filter(({ scalable }) => scalable === name);
  const [only] = found;
  if (only !== undefined && found.length === 1) return only;
  if (name === null) throw new CommandError(`${file} holds ${names || 'no scalable'}; say which by --scalable`);
  throw new CommandError(`${file} has no scalable "${name}"; it holds ${names || 'none'}`);
}
