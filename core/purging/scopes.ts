import type { Heard } from '../looking/deliver.ts';
import { nothing, only, type Scope, type Scopes, watched } from '../looking/scope.ts';
import { InvalidInput } from '../model/errors.ts';
import type { PurgeConfig } from './config/purge.ts';
import { takeIn } from './take-in.ts';

/** Content tells by itself which purges it is about; what waits is observed at every tick. */
export function purgingScopes(configs: readonly PurgeConfig[]): Scopes {
  return {
    tick: () => watched,
    content: (_, heard) => only(...meantBy(heard, configs)),
    release: (_, heard) => only(...meantBy(heard, configs)),
    manual: ({ capability }, heard) => (capability === 'purging' ? asked(heard, configs) : nothing),
    wake: ({ subject }) => (configs.some(({ purge }) => purge === subject) ? only(subject) : nothing),
    alarm: () => nothing,
    change: () => nothing,
  };
}

function meantBy({ said: { content } }: Heard, configs: readonly PurgeConfig[]): readonly string[] {
  return content === null ? [] : configs.filter((one) => takeIn(content, one) !== null).map(({ purge }) => purge);
}

/** What programs say may be meant for another deployment; a person has mistaken the name. */
function asked(heard: Heard, configs: readonly PurgeConfig[]): Scope {
  const meant = meantBy(heard, configs);
  if (meant.length > 0) return only(...meant);
  const names = configs.map(({ purge }) => purge).join(', ');
  throw new InvalidInput(`${heard.at}.purge`, `names no purge of this deployment; it has ${names || 'none'}`);
}
