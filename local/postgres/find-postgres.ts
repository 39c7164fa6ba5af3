import { accessSync, constants, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const needed = ['initdb', 'postgres', 'pg_isready'];
/** Where Debian puts the programs of a server, which are on nobody's PATH. */
const debianFolder = '/usr/lib/postgresql';

/** The folder with the programs of a PostgreSQL server of 15 or newer; null where there is none. */
export function findPostgres(environment: NodeJS.ProcessEnv): string | null {
  const onPath = (environment.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  return (
    [...debianVersions(), ...onPath].find((folder) => needed.every((name) => isExecutable(join(folder, name)))) ?? null
  );
}

function debianVersions(): string[] {
  try {
    const versions = readdirSync(debianFolder).filter((name) => Number(name) >= 15);
    return versions.sort((one, other) => Number(one) - Number(other)).map((name) => join(debianFolder, name, 'bin'));
  } catch {
    return [];
  }
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
