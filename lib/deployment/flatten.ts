/** A resolved CloudFormation value as one text: `<LogicalId.Attribute>` and `<AWS::Region>` for what is only known at deploy time. */
export function flatten(value: unknown): string {
  if (typeof value === 'string') return value.replaceAll('${', '<').replaceAll('}', '>');
  const [intrinsic, argument] = Object.entries(value ?? {})[0] ?? [];
  switch (intrinsic) {
    case 'Ref':
      return `<${flatten(argument)}>`;
    case 'Fn::GetAtt':
      return `<${(argument as unknown[]).map(flatten).join('.')}>`;
    case 'Fn::Join': {
      const [delimiter, parts] = argument as [string, unknown[]];
      return parts.map(flatten).join(delimiter);
    }
    case 'Fn::ImportValue':
      return flatten(argument);
    default:
      return JSON.stringify(value) ?? '';
  }
}
