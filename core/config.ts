import { type Objective, type ObjectiveInput, objectiveOf, parseObjective } from './alerting/objective.ts';
import { promiseOf } from './alerting/promise.ts';
import { balances } from './balancing/config/declared-balance.ts';
import { caches } from './caching/config/declared-cache.ts';
import { type DeploymentSettings, parseSettings, settingNames } from './deployment-settings.ts';
import { services } from './diagnosing/config/declared-service.ts';
import { checkNeeds } from './diagnosing/config/needs.ts';
import { databases } from './indexing/config/declared-database.ts';
import { type DeclaredNoun, type DeclaredRoom, declaredNoun, declaredRooms } from './model/declared-rooms.ts';
import { InvalidInput } from './model/errors.ts';
import { didYouMean } from './model/near-names.ts';
import { refuseTwoPlaces } from './one-place.ts';
import { purges } from './purging/config/declared-purge.ts';
import { scalables as scalableSection } from './scaling/config/declared-scalable.ts';
import { refuseBothWays } from './scaling/config/target-way.ts';
import { refuseFaults, tierGraph } from './scaling/config/tier-graph.ts';
import { remarksOnTiers } from './scaling/config/tier-remarks.ts';
import { checkAll, readAll } from './schema/all-faults.ts';
import type { Own, Section } from './schema/section.ts';
import { shown } from './schema/shown.ts';
import { isRecord, recordOf } from './schema/take-apart.ts';
import { within } from './schema/within.ts';
import { keyspaces } from './sharding/config/declared-keyspace.ts';
import { parseSinks, type SinkConfig, type SinkInput } from './sinks/sink-kinds.ts';

/** What a config file holds of each capability. */
const sections = {
  scaling: scalableSection,
  balancing: balances,
  purging: purges,
  sharding: keyspaces,
  diagnosing: services,
  indexing: databases,
  caching: caches,
} satisfies { readonly [Name in DeclaredRoom]: object };

type Sections = typeof sections;
type InputOf<Name extends DeclaredRoom> = NonNullable<Sections[Name]['input']>;
/** One subject of a capability, as it is deployed. */
export type Declared<Name extends DeclaredRoom> = ReturnType<Sections[Name]['parse']>;
/** What the subjects of a capability stand under: `scalables`, `balances`, `purges`, `keyspaces`, `caches`. */
type SectionName<Name extends DeclaredRoom> = `${DeclaredNoun<Name>}s`;

const sectionOf: { readonly [Name in DeclaredRoom]: Section<unknown, Declared<Name>> } = sections;

/** What a `headroom.config.ts` holds: the subjects of each capability by their names, and what is said of the deployment itself. */
export interface DeploymentInput extends DeploymentSettings, Subjects {
  /**
   * Of a config in JSON: the schema by which an editor knows its fields, `node_modules/headroom-aws/headroom.schema.json`.
   * @default - none
   */
  readonly $schema?: string;
  /**
   * Name of the deployment; its alarms are called `<deployment>/<scalable>`.
   * @default headroom
   */
  readonly deployment?: string;
  /**
   * What services promise that are not watched, by name: `headroom rules` prints the alerts on it, and nothing is deployed of it.
   * What a watched service promises is its `objective`.
   * @default - nothing
   */
  readonly objectives?: Readonly<Record<string, ObjectiveInput>>;
  /**
   * Where the numbers of every decision are sent beside the log: a Prometheus that takes remote writes, Datadog. Three at most.
   * @default - nowhere
   */
  readonly sinks?: readonly SinkInput[];
}

type Subjects = {
  readonly [Name in DeclaredRoom as SectionName<Name>]?: Readonly<Record<string, InputOf<Name>>>;
};

/** The subjects of each capability. */
export type DeclaredSubjects = {
  readonly [Name in DeclaredRoom as SectionName<Name>]: readonly Declared<Name>[];
};

/** A whole `headroom.config.ts`, checked, defaults filled in. */
export type DeploymentConfig = DeclaredSubjects & {
  readonly deployment: string;
  readonly settings: DeploymentSettings;
  readonly objectives: readonly Objective[];
  readonly sinks: readonly SinkConfig[];
};

export const defaultDeployment = 'headroom';

const deploymentName = /^[a-z][a-z0-9-]{0,62}$/i;
/** What a config file may hold beside settings. */
export const sectionNames = declaredRooms.map(nameOfSection);
const known = ['$schema', 'deployment', ...sectionNames, 'objectives', 'sinks', ...settingNames];

type WrittenSchema = ReturnType<Section<unknown, unknown>['written']>;

/** What people write of one subject of a section, e.g. of `scalables`, as one schema. */
export function writtenOf(capability: DeclaredRoom): { readonly section: string; readonly schema: WrittenSchema } {
  return { section: nameOfSection(capability), schema: sectionOf[capability].written() };
}

/** Gives a config file its types and leaves it as it is; `parseDeployment` checks it where it is read. */
export function defineConfig(config: DeploymentInput): DeploymentInput {
  return config;
}

/** Reads what a config file holds. Throws `InvalidInput`, which holds all faults; a field is a path from the top, as in `scalables["checkout/web"].bounds`. */
export function parseDeployment(input: unknown): DeploymentConfig {
  if (!isRecord(input))
    throw new InvalidInput('config', `${shown(input)} is not a config; export defineConfig({ scalables: {...} })`);
  const read: Partial<Parts> = {};
  checkAll(
    () => checkKeys(input),
    ...partNames.map((name) => () => Object.assign(read, { [name]: parts[name](input) })),
    () => refuseTwoPlaces(input),
  );
  const { deployment, settings, sinks, subjects, said } = read as Parts;
  const configs = subjects.scalables.map(({ config }) => config);
  const pathOfScalable = (name: string) => pathOf('scalables', name);
  const objectives = [...said];
  checkAll(
    () => refuseFaults(tierGraph(configs), pathOfScalable),
    () => refuseBothWays(configs, pathOfScalable),
    () => objectives.push(...objectivesOf(subjects, Object.keys(input.objectives ?? {}))),
  );
  return { deployment, settings, objectives, sinks, ...subjects };
}

interface Parts {
  readonly deployment: string;
  readonly settings: DeploymentSettings;
  readonly subjects: DeclaredSubjects;
  /** What services promise that are not watched. */
  readonly said: readonly Objective[];
  readonly sinks: readonly SinkConfig[];
}

const parts: { readonly [Name in keyof Parts]: (input: Readonly<Record<string, unknown>>) => Parts[Name] } = {
  deployment: (input) => parseDeploymentName(input.deployment),
  settings: parseSettings,
  subjects: parseSubjects,
  said: (input) => parseObjectives(input.objectives),
  sinks: (input) => parseSinks(input.sinks),
};
const partNames = Object.keys(parts) as (keyof Parts)[];

/** Every key is known, and something is said. */
function checkKeys(input: Readonly<Record<string, unknown>>): void {
  const strangers = Object.keys(input).filter((key) => !known.includes(key));
  readAll(strangers, (key) => {
    throw new InvalidInput(key, `is not a setting; ${didYouMean(key, known) || `a config has ${known.join(', ')}`}`);
  });
  if ([...sectionNames, 'objectives'].some((name) => input[name] !== undefined)) return;
  const fix = `write what to scale as scalables: { "checkout/web": {...} }, or give ${sectionNames.slice(1).join(', ')}`;
  throw new InvalidInput('scalables', `is missing; ${fix}`);
}

function parseSubjects(input: Readonly<Record<string, unknown>>): DeclaredSubjects {
  const read = readAll(declaredRooms, (name) => [nameOfSection(name), parseSection(name, input)] as const);
  return Object.fromEntries(read) as unknown as DeclaredSubjects;
}

function parseObjectives(given: unknown = {}): Objective[] {
  const objectives = recordOf('objectives', given, 'write them by service, objectives: { "checkout": {...} }');
  return readAll(Object.entries(objectives), ([service, input]) =>
    within(pathOf('objectives', service), () => parseObjective(service, input)),
  );
}

/** What watched services promise, as far as Prometheus sees it. */
function objectivesOf({ services }: DeclaredSubjects, others: readonly string[]): Objective[] {
  const promising = services.filter(({ config }) => config.objective !== null);
  checkNeeds(new Map(promising.map(({ config }) => [config.service, config.objective?.needs ?? []])));
  return services.flatMap(({ config: { service, objective } }) => {
    if (objective === null) return [];
    const field = `${pathOf('services', service)}.objective`;
    if (others.includes(service)) throw new InvalidInput(field, `is said under objectives too; leave one out`);
    const { prometheus, saturation, runbook } = objective;
    return prometheus === null ? [] : [objectiveOf(service, promiseOf(objective), { prometheus, saturation, runbook })];
  });
}

/** One subject that a config declares. */
interface Found<Name extends DeclaredRoom> {
  readonly name: string;
  /** Where it stands, e.g. `scalables["checkout/web"]`. */
  readonly path: string;
  readonly subject: Declared<Name>;
}

/** All that a config declares of one capability. */
export function subjectsOf<Name extends DeclaredRoom>(
  config: DeclaredSubjects,
  capability: Name,
): readonly Found<Name>[] {
  const section = nameOfSection(capability);
  const subjects = config[section] as unknown as readonly Declared<Name>[];
  return subjects.map((subject) => {
    const name = String((subject.config as Readonly<Record<string, unknown>>)[declaredNoun(capability)]);
    return { name, path: pathOf(section, name), subject };
  });
}

/** A config as people see it at a glance. */
interface Told {
  /** What there is, by its path. */
  readonly subjects: readonly { readonly section: string; readonly name: string; readonly is: string }[];
  /** What is allowed and will not do what its writer seems to want. */
  readonly warnings: readonly string[];
}

/** What a config declares, and what should be said of it although it is right. */
export function tellDeployment(config: DeclaredSubjects): Told {
  const told = declaredRooms.map((capability) => tellSection(config, capability));
  const ofTiers = remarksOnTiers(config.scalables.map((one) => one.config)).map(({ scalable, field, says }) => {
    return `${pathOf('scalables', scalable)}.${field}: ${says}`;
  });
  return {
    subjects: told.flatMap(({ subjects }) => subjects),
    warnings: [...told.flatMap(({ warnings }) => warnings), ...ofTiers],
  };
}

function tellSection(config: DeclaredSubjects, capability: DeclaredRoom): Told {
  const found: readonly Found<DeclaredRoom>[] = subjectsOf(config, capability);
  const { tell, remarks, names } = sectionOf[capability] as Section<unknown, Declared<DeclaredRoom>>;
  const section = nameOfSection(capability);
  const scalables = new Set(config.scalables.map((one) => one.config.scalable));
  return {
    subjects: found.map(({ name, subject }) => ({ section, name, is: tell(subject) })),
    warnings: found.flatMap(({ path, subject }) => [
      ...(remarks?.(subject) ?? []).map(({ field, says }) => `${path}.${field}: ${says}`),
      ...(names?.(subject) ?? [])
        .filter((one) => !scalables.has(one.name))
        .map(({ field, name }) => `${path}.${field}: "${name}" is ${stranger}`),
    ]),
  };
}

const stranger = 'not a scalable of this config; correct the name, unless another app deploys it';

/** The name of a deployment; the usual one where there is none. Throws `InvalidInput`. */
export function parseDeploymentName(name: unknown = defaultDeployment): string {
  if (typeof name === 'string' && deploymentName.test(name)) return name;
  throw new InvalidInput(
    'deployment',
    `${shown(name)} is not a name; use letters, digits and "-", a letter first, 63 at most`,
  );
}

function nameOfSection<Name extends DeclaredRoom>(name: Name): SectionName<Name> {
  return `${declaredNoun(name)}s`;
}

function parseSection<Name extends DeclaredRoom>(
  capability: Name,
  input: Readonly<Record<string, unknown>>,
): readonly Declared<Name>[] {
  const section = nameOfSection(capability);
  const { parse, own } = sectionOf[capability];
  const subjects = recordOf(section, input[section] ?? {}, `write them by name, ${section}: { "...": {...} }`);
  const owners = new Map<string, string>();
  return readAll(Object.entries(subjects), ([name, subject]) =>
    within(pathOf(section, name), () => {
      const parsed = parse(name, subject);
      for (const one of own(parsed)) take(owners, one);
      return parsed;
    }),
  );
}

function pathOf(section: string, name: string): string {
  return `${section}[${JSON.stringify(name)}]`;
}

/** Two that have one place undo each other. Where a place is said it is Headroom's own, or synth refuses it. */
function take(owners: Map<string, string>, { field, who, place, does }: Own): void {
  const other = owners.get(place);
  if (other !== undefined)
    throw new InvalidInput(field, `"${other}" and "${who}" both ${does}; let one of them have it`);
  owners.set(place, who);
}
