/** What `config-file.test.ts` deploys: the example, but for PostgreSQL, since the local AWS knows no rules of security groups. */
import { defineConfig } from '../../core/config.ts';
import example from '../../examples/config-file/headroom.config.ts';

const { orders: _, ...keyspaces } = example.keyspaces ?? {};
export default defineConfig({ ...example, keyspaces });
