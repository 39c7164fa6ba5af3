import { resolve } from 'node:path';
import { type DeploymentConfig, parseDeployment } from '../../core/config.ts';
import { InvalidInput } from '../../core/model/errors.ts';
import { faultsIn, messageOf, refuseAll } from '../../core/schema/all-faults.ts';
import type { Session } from '../session.ts';
import { readConfigFile } from './read-config-file.ts';

/**
 * What a config file declares. Throws `CommandError` where it cannot be read, and `InvalidInput` of all that is wrong with it,
 * each by its file and line.
 */
export async function readDeployment({ cwd }: Pick<Session, 'cwd'>, file: string): Promise<DeploymentConfig> {
  const { source, value } = await readConfigFile(resolve(cwd, file), file);
  try {
    return parseDeployment(value);
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    const { locateField } = await import('./locate-field.ts');
    const placed = faultsIn(error).map((fault) => {
      const line = locateField(source, fault.field);
      const place = line === null ? file : `${file}:${line}`;
      return new InvalidInput(`${place}: ${fault.field}`, messageOf(fault));
    });
    refuseAll(placed);
    throw error;
  }
}
