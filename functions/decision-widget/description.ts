/** Shown where somebody adds the widget by hand; the console reads its parameters from the first yaml block. */
export const description = `## Headroom: decisions
The last decision about every scalable: its mode, what was asked for and what runs, what Headroom finds right, and why.

### Parameters
| name | meaning |
|---|---|
| \`prefix\` | only scalables whose names begin so; empty for all |

\`\`\`yaml
prefix: ""
\`\`\`
`;
