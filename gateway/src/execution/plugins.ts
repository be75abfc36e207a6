// The plugins that LifeOS was built with: a manifest and its binary, side by side in one folder. A plugin that does not pass is
// left out and said so; the others run.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { type Plugin, parseManifest } from '#core/tools/index.ts';

/** The plugins in a folder, by id. Built-in ones are granted what they ask for: they are reviewed here. */
export function loadPlugins(folder: string, log: Logger): ReadonlyMap<string, Plugin> {
  const plugins = new Map<string, Plugin>();
  const files = existsSync(folder) ? readdirSync(folder) : [];
  for (const file of files.filter((name) => name.endsWith('.manifest.json'))) {
    const parsed = parseManifest(JSON.parse(readFileSync(join(folder, file), 'utf8')));
    if (!parsed.ok) {
      log.warn({ file, refusals: parsed.refusals }, 'a plugin was left out');
      continue;
    }
    const { manifest } = parsed;
    const wasm = new Uint8Array(readFileSync(join(folder, `${manifest.id}.wasm`)));
    plugins.set(manifest.id, { manifest, wasm, granted: manifest.capabilities });
  }
  return plugins;
}
