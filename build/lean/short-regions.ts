interface Partition {
  readonly regionRegex: string;
  readonly regions: Readonly<Record<string, unknown>>;
}

const before = 'export const partitionsInfo = ';

/**
 * Leaves out of the SDK's list of partitions the Regions that their partition's own pattern finds: the SDK asks the pattern
 * where it does not find the name, and the name adds nothing but a description (4 kB).
 */
export function shortRegions(text: string): string {
  if (!text.startsWith(before)) return text;
  const { partitions, ...rest } = JSON.parse(text.slice(before.length).replace(/;\s*$/, '')) as Published;
  return `${before}${JSON.stringify({ partitions: partitions.map(unfound), ...rest })};\n`;
}

interface Published {
  readonly partitions: readonly Partition[];
}

function unfound(partition: Partition): Partition {
  const pattern = new RegExp(partition.regionRegex);
  const regions = Object.keys(partition.regions).filter((region) => !pattern.test(region));
  return { ...partition, regions: Object.fromEntries(regions.map((region) => [region, {}])) };
}
