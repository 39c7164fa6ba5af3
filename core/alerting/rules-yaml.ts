import type { PrometheusRule, RuleGroup } from './prometheus-rules.ts';

/** Rules as the YAML that Prometheus reads. Every text is quoted as JSON quotes it, which YAML reads the same. */
export function rulesYaml(groups: readonly RuleGroup[]): string {
  const lines = groups.flatMap(({ name, rules }) => [
    `  - name: ${JSON.stringify(name)}`,
    '    rules:',
    ...rules.flatMap(ruleLines),
  ]);
  return `${['groups:', ...lines].join('\n')}\n`;
}

function ruleLines(rule: PrometheusRule): string[] {
  const lines = Object.entries(rule).flatMap(([key, value]) => {
    if (typeof value === 'string') return [`${key}: ${JSON.stringify(value)}`];
    return [`${key}:`, ...Object.entries(value).map(([name, text]) => `  ${name}: ${JSON.stringify(text)}`)];
  });
  return lines.map((line, index) => `      ${index === 0 ? '- ' : '  '}${line}`);
}
