import { type Objective, type ObjectiveInput, parseObjective } from './alerting/objective.ts';
import { type DeploymentSettings, parseSettings, settingNames } from './deployment-settings.ts';
import { InvalidInput } from './model/errors.ts';
import { parseScalable } from './scaling/config/parse-scalable.ts';
import type { ScalableConfig, ScalableInput } from './scaling/config/scalable.ts';
import { namesOf, tellTarget } from './scaling/config/target-identity.ts';

/** What a `headroom.config.ts` holds. */
export interface DeploymentInput extends DeploymentSettings {
  /**
   * Name of the deployment; its alarms are called `<deployment>/<scalable>`.
   * @default headroom
   */
  readonly deployment?: string;
  /** What to scale, by name, e.g. `checkout/web`. */
  readonly scalables: Readonly<Record<string, ScalableInput>>;
  /**
   * What services promise, by name: `headroom rules` prints the alerts on it.
   * @default - nothing
   */
  readonly objectives?: Readonly<Record<string, ObjectiveInput>>;
}

/** A whole `headroom.config.ts`, checked, defaults filled in. */
export interface DeploymentConfig {
  readonly deployment: string;
  readonly settings: DeploymentSettings;
  readonly scalables: readonly ScalableConfig[];
  readonly objectives: readonly Objective[];
}

export const defaultDeployment = 'headroom';

const deploymentName = /^[a-z][a-z0-9-]{0,62}$/i;
/** Gives a config file its types and leaves it as it is; `parseDeployment` checks it where it is read. */
export function defineConfig(config: DeploymentInput): DeploymentInput {
  return config;
}

const known = ['deployment', 'scalables', 'objectives', ...settingNames];

/** Reads what a config file holds. Throws `InvalidInput`; its field is a path from the top, as in `scalables["checkout/web"].bounds`. */
export function parseDeployment(input: unknown): DeploymentConfig {
  if (!isRecord(input))
    throw new InvalidInput(
      'config',
      `${JSON.stringify(input) ?? 'nothing'} is no config; export defineConfig({ scalables: {...} })`,
    );
  const stranger = Object.keys(input).find((key) => !known.includes(key));
  if (stranger !== undefined) throw new InvalidInput(stranger, `is no setting; a config has ${known.join(', ')}`);
  const deployment = parseName(input.deployment ?? defaultDeployment);
  const { scalables } = input;
  if (!isRecord(scalables))
    throw new InvalidInput('scalables', 'is missing; write what to scale as scalables: { "checkout/web": {...} }');
  const parsed = Object.entries(scalables).map(([name, scalable]) => parseOne(name, scalable));
  refuseShared(parsed);
  return {
    deployment,
    settings: parseSettings(input),
    scalables: parsed,
    objectives: parseObjectives(input.objectives),
  };
}

/** Two that scale one target take turns at it. Where a place is said it is Headroom's own, or synth refuses it. */
function refuseShared(scalables: readonly ScalableConfig[]): void {
  const known = new Map<string, string>();
  for (const { scalable, target } of scalables) {
    const names = JSON.stringify(namesOf(target));
    const other = known.get(names);
    if (other !== undefined) {
      const says = `"${other}" and "${scalable}" both scale ${tellTarget(target)}, and would take turns at it`;
      throw new InvalidInput(`scalables[${JSON.stringify(scalable)}].target`, `${says}; let one of them have it`);
    }
    known.set(names, scalable);
  }
}

function parseObjectives(given: unknown = {}): Objective[] {
  if (!isRecord(given)) throw new InvalidInput('objectives', 'are none; write them as objectives: { checkout: {...} }');
  return Object.entries(given).map(([service, input]) =>
    within(`objectives[${JSON.stringify(service)}]`, ['service', 'objective', 'config'], () =>
      parseObjective(service, input),
    ),
  );
}

function parseName(name: unknown): string {
  if (typeof name === 'string' && deploymentName.test(name)) return name;
  throw new InvalidInput(
    'deployment',
    `${JSON.stringify(name)} is no name; use letters, digits and "-", a letter first, 63 at most`,
  );
}

function parseOne(name: string, input: unknown): ScalableConfig {
  return within(`scalables[${JSON.stringify(name)}]`, ['scalable', 'config'], () => parseScalable(name, input));
}

/** What is thrown while a piece of the config is read names its field by a path from the top; `whole` are the names of all of the piece. */
function within<Parsed>(path: string, whole: readonly string[], parse: () => Parsed): Parsed {
  try {
    return parse();
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    const inside = whole.includes(error.field) ? '' : `.${error.field}`;
    throw new InvalidInput(`${path}${inside}`, error.message.slice(error.field.length + 2));
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
