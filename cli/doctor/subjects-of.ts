import { access } from 'node:fs/promises';
import { resolve } from 'node:path';
import { dynamoDbServices } from '../../adapters/diagnosing/services.ts';
import { dynamoDbSettings } from '../../adapters/scaling/settings.ts';
import { configStore, type Tables } from '../../adapters/subjects.ts';
import type { ServiceConfig } from '../../core/diagnosing/config/watched-service.ts';
import { Refusal } from '../../core/model/errors.ts';
import type { ScalableConfig } from '../../core/scaling/config/scalable.ts';
import { readDeployment } from '../config/read-deployment.ts';
import type { Session } from '../session.ts';

/** What is examined. */
export interface Subjects {
  readonly scalables: readonly ScalableConfig[];
  readonly keyspaces: readonly string[];
  readonly services: readonly ServiceConfig[];
  /** Configs that are stored and cannot be used, by name, with the reason. */
  readonly unusable: ReadonlyMap<string, string>;
}

/** A config file, and whom its alarms will tell. */
interface FileSubjects extends Subjects {
  readonly file: string;
  readonly deployment: string;
  readonly alarmActions: readonly string[];
}

/** The names that a config is looked for by where none is given, in this order. */
const usualFiles = ['headroom.config.ts', 'headroom.config.json'];

/** The config that stands in this folder under a usual name; null where there is none. */
export async function usualFile({ cwd }: Session): Promise<string | null> {
  for (const name of usualFiles) {
    const isThere = await access(resolve(cwd, name)).then(
      () => true,
      () => false,
    );
    if (isThere) return name;
  }
  return null;
}

/** The subjects of a config file. Throws `CommandError` where it cannot be read, `InvalidInput` where it is wrong. */
export async function subjectsOfFile(session: Session, file: string): Promise<FileSubjects> {
  const parsed = await readDeployment(session, file);
  const { deployment, settings } = parsed;
  const scalables = parsed.scalables.map(({ config }) => config);
  const keyspaces = parsed.keyspaces.map(({ config }) => config.keyspace);
  const services = parsed.services.map(({ config }) => config);
  const alarmActions = settings.alarmActions ?? [];
  return { file, deployment, alarmActions, scalables, keyspaces, services, unusable: new Map() };
}

/** The subjects that are deployed, keyspaces and services too. */
export async function deployedSubjects(tables: Tables): Promise<Subjects> {
  const [configs, keyspaces, services] = await Promise.all([
    dynamoDbSettings(tables.ledger).all(),
    configStore('sharding', tables).then((store) => store.all()),
    deployedServices(tables),
  ]);
  const all = [...configs];
  return {
    scalables: all.flatMap(([, config]) => (config instanceof Refusal ? [] : [config])),
    keyspaces: [...keyspaces.keys()],
    services: services.flatMap(([, config]) => (config instanceof Refusal ? [] : [config])),
    unusable: new Map(
      [...all, ...services].flatMap(([name, config]) => (config instanceof Refusal ? [[name, config.message]] : [])),
    ),
  };
}

/** By name: a service as it is watched, or why its config cannot be used. */
async function deployedServices({ ledger }: Tables): Promise<readonly (readonly [string, ServiceConfig | Refusal])[]> {
  const store = dynamoDbServices(ledger);
  const usable = async (name: string) => {
    try {
      return [name, await store.service(name)] as const;
    } catch (error) {
      if (error instanceof Refusal) return [name, error] as const;
      throw error;
    }
  };
  return Promise.all((await store.names()).map(usable));
}
