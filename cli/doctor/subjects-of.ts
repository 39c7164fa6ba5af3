import { access } from 'node:fs/promises';
import { resolve } from 'node:path';
import { dynamoDbSettings } from '../../adapters/scaling/settings.ts';
import { configStore, type Tables } from '../../adapters/subjects.ts';
import { parseDeployment } from '../../core/config.ts';
import { Refusal } from '../../core/model/errors.ts';
import type { ScalableConfig } from '../../core/scaling/config/scalable.ts';
import { readConfigFile } from '../config/read-config-file.ts';
import type { Session } from '../session.ts';

/** What is examined. */
export interface Subjects {
  readonly scalables: readonly ScalableConfig[];
  readonly keyspaces: readonly string[];
  /** Configs that are stored and cannot be used, by name, with the reason. */
  readonly unusable: ReadonlyMap<string, string>;
}

/** A config file, and whom its alarms will tell. */
interface FileSubjects extends Subjects {
  readonly file: string;
  readonly deployment: string;
  readonly alarmActions: readonly string[];
}

/** By what name a config is looked for where none is given, in this order. */
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
export async function subjectsOfFile({ cwd }: Session, file: string): Promise<FileSubjects> {
  const { value } = await readConfigFile(resolve(cwd, file), file);
  const parsed = parseDeployment(value);
  const { deployment, settings } = parsed;
  const scalables = parsed.scalables.map(({ config }) => config);
  const keyspaces = parsed.keyspaces.map(({ config }) => config.keyspace);
  return { file, deployment, alarmActions: settings.alarmActions ?? [], scalables, keyspaces, unusable: new Map() };
}

/** The subjects that are deployed, keyspaces too. */
export async function deployedSubjects(tables: Tables): Promise<Subjects> {
  const [configs, keyspaces] = await Promise.all([
    dynamoDbSettings(tables.ledger).all(),
    configStore('sharding', tables).then((store) => store.all()),
  ]);
  const all = [...configs];
  return {
    scalables: all.flatMap(([, config]) => (config instanceof Refusal ? [] : [config])),
    keyspaces: [...keyspaces.keys()],
    unusable: new Map(all.flatMap(([name, config]) => (config instanceof Refusal ? [[name, config.message]] : []))),
  };
}
