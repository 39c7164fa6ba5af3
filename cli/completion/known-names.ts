import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { CapabilityName } from '../../core/model/capability-name.ts';
import { serviceOf } from '../../core/model/service-and-tier.ts';
import type { Where } from '../connect.ts';
import type { Session } from '../session.ts';
import type { Typed } from './candidates.ts';
import type { Takes } from './takes.ts';

/** Nobody waits longer at a prompt. */
const patienceMs = 2000;

/**
 * The names that a command may mean: those of its config file where it reads one, and of the deployment where it asks one. What
 * cannot be had in two seconds is none; nothing is told of it.
 */
export async function knownNames(session: Session, takes: Takes, typed: Typed): Promise<readonly string[]> {
  const reads = (option: string) => typed.command.options.some(({ long }) => long === option);
  const lists = [
    ...(reads('--config') ? [inConfig(session, takes, typed)] : []),
    ...(reads('--deployment') ? [deployed(takes, whereOf(session, typed), typed)] : []),
  ];
  const late = sleep(patienceMs, [], { ref: false });
  const found = await Promise.all(lists.map((list) => Promise.race([list.catch(() => []), late])));
  return found.flat();
}

/** Which deployment is meant by what is typed already. */
function whereOf({ env }: Session, { command, words }: Typed): Where {
  try {
    command.parseOptions([...words]);
  } catch {
    // What is wrong with another option is said once the line is entered.
  }
  const isTyped = command.getOptionValueSource('deployment') === 'cli';
  const options = command.opts<Where>();
  return { ...options, deployment: isTyped ? options.deployment : (env.HEADROOM_DEPLOYMENT ?? options.deployment) };
}

async function deployed(takes: Takes, where: Where, { operands }: Typed): Promise<readonly string[]> {
  const { connectAll, exportsAt } = await import('../connect.ts');
  const { namedSubjects } = await import('../named-subjects.ts');
  if (takes.is === 'caches') {
    const { invalidatorsIn } = await import('../../core/caching/config/cache-name.ts');
    return [...invalidatorsIn(await exportsAt(where), where.deployment).keys()];
  }
  const tables = await connectAll(where);
  if (takes.is === 'shards') {
    const { configStore } = await import('../../adapters/subjects.ts');
    const keyspaces = await (await configStore('sharding', tables)).all();
    const { shards = {} } = (keyspaces.get(operands[0] ?? '') ?? {}) as { readonly shards?: object };
    return Object.keys(shards);
  }
  const asked: readonly CapabilityName[] = takes.is === 'names' ? takes.of : ['scaling', 'diagnosing'];
  const names = (await namedSubjects(tables, asked)).map(({ subject }) => subject);
  return takes.is === 'services' ? names.map(serviceOf) : names;
}

async function inConfig({ cwd }: Session, takes: Takes, { command, words }: Typed): Promise<readonly string[]> {
  const { readConfigFile } = await import('../config/read-config-file.ts');
  const { parseDeployment } = await import('../../core/config.ts');
  const at = words.lastIndexOf('--config');
  const file = at < 0 ? String(command.opts().config ?? 'headroom.config.ts') : (words[at + 1] ?? '');
  const { value } = await readConfigFile(resolve(cwd, file), file);
  const { scalables, objectives } = parseDeployment(value);
  const names = scalables.map(({ config }) => config.scalable);
  if (takes.is === 'services') return [...names.map(serviceOf), ...objectives.map(({ service }) => service)];
  return takes.is === 'names' && takes.of.includes('scaling') ? names : [];
}
