import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createPluginRunner, type Plugin } from '../../core/tools/index.ts';
import { spawnPluginThread } from '../../core/tools/spawn.node.ts';
import { builtPlugin } from '../plugins.fixture.ts';

const runner = createPluginRunner({ spawn: spawnPluginThread() });
let plugin: Plugin;
beforeAll(async () => {
  plugin = await builtPlugin('template');
}, 60_000);
afterAll(() => runner.close());

it('greets everyone by their very name, whatever characters it is written in', async () => {
  const name = fc.oneof(
    fc.string({ minLength: 1, maxLength: 80 }),
    fc.string({ minLength: 1, maxLength: 40, unit: 'binary' }),
    fc.constantFrom('"', '\\', '\n\t\b\f\r\u0000\u001f', 'Zoë', '李', '👩‍👩‍👧'),
  );
  await fc.assert(
    fc.asyncProperty(
      name.filter((text) => text.length <= 80 && text.isWellFormed()),
      async (text) => {
        const result = await runner.call({ plugin, ownerId: 'ann', action: 'greet', input: { name: text } });
        expect(result).toEqual({ ok: true, output: { greeting: `Hello, ${text}!` } });
      },
    ),
  );
});
