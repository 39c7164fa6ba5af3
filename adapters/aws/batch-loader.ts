import DataLoader from 'dataloader';

/** How single reads become batched calls. */
interface Batching<Key, Found> {
  /** Most keys in one call, as AWS allows. */
  readonly most: number;
  /** Keys with the same name are one thing and are asked for once. */
  nameOf(key: Key): string;
  /** Only keys of the same group can be asked for in one call. */
  groupOf(key: Key): string;
  /** One call: what was found, by name. */
  load(keys: readonly Key[]): Promise<ReadonlyMap<string, Found>>;
  /** Whether one key may have spoilt the call for all others, which are then asked for without it. */
  spoils(error: unknown): boolean;
}

/** Calls under way at once; more would only be throttled. */
const mostCalls = 10;

type Answers<Found> = Map<string, Found | Error>;

/**
 * Collects all reads that are asked for in one tick and makes few calls of them. Each read gets its own answer: null where
 * nothing was found, a rejection where its call failed. Nothing is kept: a read after that sees the world afresh.
 */
export function batchLoader<Key, Found>(batching: Batching<Key, Found>): (key: Key) => Promise<Found | null> {
  const loader = new DataLoader<Key, Found | null>(
    async (keys) => {
      const answers = await loadAll(batching, keys);
      return keys.map((key) => answers.get(batching.nameOf(key)) ?? null);
    },
    { cache: false },
  );
  return (key) => loader.load(key);
}

async function loadAll<Key, Found>(batching: Batching<Key, Found>, keys: readonly Key[]): Promise<Answers<Found>> {
  const answers: Answers<Found> = new Map();
  const batches = batch(batching, keys);
  const next = batches.values();
  const work = async () => {
    for (const keysOfOne of next) await loadOne(batching, keysOfOne, answers);
  };
  await Promise.all(Array.from({ length: Math.min(mostCalls, batches.length) }, work));
  return answers;
}

function batch<Key, Found>({ most, nameOf, groupOf }: Batching<Key, Found>, keys: readonly Key[]): Key[][] {
  const unique = new Map(keys.map((key) => [nameOf(key), key]));
  const groups = new Map<string, Key[]>();
  for (const key of unique.values()) {
    const group = groups.get(groupOf(key));
    if (group === undefined) groups.set(groupOf(key), [key]);
    else group.push(key);
  }
  return [...groups.values()].flatMap((group) =>
    Array.from({ length: Math.ceil(group.length / most) }, (_, index) => group.slice(index * most, (index + 1) * most)),
  );
}

async function loadOne<Key, Found>(
  batching: Batching<Key, Found>,
  keys: Key[],
  answers: Answers<Found>,
): Promise<void> {
  try {
    for (const [name, found] of await batching.load(keys)) answers.set(name, found);
  } catch (error) {
    if (keys.length > 1 && batching.spoils(error)) {
      const half = Math.ceil(keys.length / 2);
      await loadOne(batching, keys.slice(0, half), answers);
      await loadOne(batching, keys.slice(half), answers);
      return;
    }
    const told = error instanceof Error ? error : new Error(String(error));
    for (const key of keys) answers.set(batching.nameOf(key), told);
  }
}

const invalid = new Set([
  'ValidationError',
  'ValidationException',
  'InvalidParameterValue',
  'InvalidParameterValueException',
  'InvalidParameterCombination',
  'InvalidParameterCombinationException',
  'InvalidParameterException',
  'MissingRequiredParameterException',
]);

/** Whether AWS refused a call for something that is written in it. */
export function isInvalidCall(error: unknown): boolean {
  return error instanceof Error && invalid.has(error.name);
}
