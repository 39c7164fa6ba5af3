/** A part of AWS with accounts and names of its own; null is a Region that nobody has told. https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/partitions.html */
export function partitionOf(region: string | null): string {
  if (region === null) return 'aws';
  if (region.startsWith('us-gov-')) return 'aws-us-gov';
  if (region.startsWith('eusc-')) return 'aws-eusc';
  return region.startsWith('cn-') ? 'aws-cn' : 'aws';
}

/** What the names of its services end with. */
export function domainOf(region: string): string {
  return domains[partitionOf(region)] ?? 'amazonaws.com';
}

const domains: Readonly<Record<string, string>> = { 'aws-cn': 'amazonaws.com.cn', 'aws-eusc': 'amazonaws.eu' };
