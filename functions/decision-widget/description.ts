/** Shown where somebody adds the widget by hand; the console reads its parameters from the first yaml block. */
export const description = `## Headroom: decisions
The last decision about everything that Headroom looks after, service by service: its mode, what was asked for and what runs, what Headroom finds right, and why. What was found out about a service stands under its name.

### Parameters
| name | meaning |
|---|---|
| \`prefix\` | only what has a name that begins so; empty for all |

\`\`\`yaml
prefix: ""
\`\`\`
`;
