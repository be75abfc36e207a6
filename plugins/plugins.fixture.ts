// Built plugins for tests, read the way an installation would.

import { readFile } from 'node:fs/promises';
import { type Plugin, parseManifest } from '../core/tools/index.ts';
import { buildPlugins } from './build.ts';

/** A plugin of this repository, built when it is not fresh, with everything granted that it asks for. */
export async function builtPlugin(id: string): Promise<Plugin> {
  const found = (await buildPlugins()).find((plugin) => plugin.id === id);
  if (found === undefined) throw new Error(`There is no plugin ${id}.`);
  const parsed = parseManifest(JSON.parse(await readFile(found.manifestFile, 'utf8')));
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.refusals));
  const wasm = new Uint8Array(await readFile(found.wasmFile));
  return { manifest: parsed.manifest, wasm, granted: parsed.manifest.capabilities };
}
