// Builds every plugin from its source: build/plugins/<id>.wasm and, with the digest of that binary, <id>.manifest.json.
// What is built already from the very same sources is left alone.

import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { parseManifest } from '../core/tools/manifest.ts';
import { compilePlugin, recipe } from './compile.ts';

const root = join(import.meta.dirname, '..');
const outDir = join(root, 'build', 'plugins');

/** A plugin as it stands in build/plugins. */
export interface BuiltPlugin {
  readonly id: string;
  readonly manifestFile: string;
  readonly wasmFile: string;
  /** False when it was fresh already. */
  readonly isNew: boolean;
}

/** Builds all plugins. @throws when one does not compile or its manifest is not right, saying what to mend */
export async function buildPlugins(): Promise<BuiltPlugin[]> {
  mkdirSync(outDir, { recursive: true });
  const built: BuiltPlugin[] = [];
  for (const manifestFile of globSync('plugins/*/manifest.json', { cwd: root }).sort())
    built.push(await buildPlugin(dirname(manifestFile)));
  return built;
}

async function buildPlugin(folder: string): Promise<BuiltPlugin> {
  const id = basename(folder);
  const out = (ending: string) => join(outDir, `${id}${ending}`);
  const plugin = { id, manifestFile: out('.manifest.json'), wasmFile: out('.wasm') };
  const sources = sha256(JSON.stringify([recipe, sourcesOf(folder), sourcesOf('plugins/sdk')]));
  const isFresh =
    [plugin.manifestFile, plugin.wasmFile].every(existsSync) && readIfThere(out('.stamp')) === sources;
  if (isFresh) return { ...plugin, isNew: false };

  const wasmFile = relative(root, plugin.wasmFile);
  await compilePlugin({ root, entry: `${folder}/assembly/index.ts`, outFile: wasmFile });
  const wasmSha256 = sha256(readFileSync(plugin.wasmFile));
  const given = JSON.parse(readFileSync(join(root, folder, 'manifest.json'), 'utf8')) as Record<
    string,
    unknown
  >;
  const parsed = parseManifest({ ...given, wasmSha256 });
  if (!parsed.ok) throw new Error(refusalText(folder, parsed.refusals));
  if (parsed.manifest.id !== id)
    throw new Error(`${folder}/manifest.json: the id must be "${id}", like its folder.`);
  writeFileSync(plugin.manifestFile, `${JSON.stringify(parsed.manifest, null, 2)}\n`);
  writeFileSync(out('.stamp'), sources); // last, so that a build that was cut short is not fresh
  return { ...plugin, isNew: true };
}

/** Names and texts of a plugin's sources, in an order that does not depend on the machine. */
function sourcesOf(folder: string): [file: string, text: string][] {
  const files = globSync(['manifest.json', 'assembly/**/*.ts'], { cwd: join(root, folder) }).sort();
  return files.map((file) => [file, readFileSync(join(root, folder, file), 'utf8')]);
}

function sha256(data: string | Buffer): string {
  return createHash('sha256').update(data).digest('hex');
}

function readIfThere(file: string): string | undefined {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

function refusalText(
  folder: string,
  refusals: readonly { field: string; what: string; advice: string }[],
): string {
  const lines = refusals.map(({ field, what, advice }) => `  ${field} ${what}: ${advice}`);
  return [`${folder}/manifest.json is refused.`, ...lines].join('\n');
}

if (import.meta.main) {
  for (const { id, isNew } of await buildPlugins()) console.log(`${isNew ? 'built' : 'fresh'} ${id}`);
}
