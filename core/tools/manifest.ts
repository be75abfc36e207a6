// What a plugin says about itself: its actions with their typed input and output, its risk, and every right it asks for.
// Pure. A manifest that passes here is consistent in itself; whether its binary keeps to it is the gate's question.

import { actsOutside, notCovered, parseCapability } from './capability.ts';
import { pluginLimits } from './limits.ts';
import { FieldReader, type ManifestRefusal } from './manifest.fields.ts';
import type { Schema } from './schema.ts';

export type { ManifestRefusal } from './manifest.fields.ts';

/** L0 reads and runs by itself, L1 drafts, L2 writes outside, L3 pays, posts or signs and always needs an approval. */
export type RiskTier = 'L0' | 'L1' | 'L2' | 'L3';

/** `dry_run` shows what would happen, `draft` prepares it, `execute` does it. */
export type ActionMode = 'dry_run' | 'draft' | 'execute';

export interface PluginAction {
  readonly name: string;
  readonly title: string;
  readonly input: Schema;
  readonly output: Schema;
  readonly risk: RiskTier;
  readonly modes: readonly ActionMode[];
  /** Those of the plugin's capabilities that this action needs. */
  readonly capabilities: readonly string[];
  readonly timeoutMs: number;
  /** The action that takes this one back; it is given this one's output. */
  readonly undo?: string;
}

export interface PluginManifest {
  readonly id: string;
  readonly name: string;
  readonly version: string;
  readonly description: string;
  readonly actions: readonly PluginAction[];
  readonly capabilities: readonly string[];
  /** SHA-256 of the binary, lower-case hex. */
  readonly wasmSha256: string;
}

export type ParsedManifest =
  | { readonly ok: true; readonly manifest: PluginManifest }
  | { readonly ok: false; readonly refusals: readonly ManifestRefusal[] };

const risks: readonly string[] = ['L0', 'L1', 'L2', 'L3'];
const modes: readonly string[] = ['dry_run', 'draft', 'execute'];
const actionsMax = 64;
const capabilitiesMax = 64;

/** Reads a manifest from JSON (already parsed). All refusals at once, so that an author mends them in one go. Never throws. */
export function parseManifest(json: unknown): ParsedManifest {
  const refusals: ManifestRefusal[] = [];
  const read = new FieldReader(json, '', refusals);
  read.onlyFields(['id', 'name', 'version', 'description', 'actions', 'capabilities', 'wasmSha256']);
  const capabilities = readCapabilities(read, capabilitiesMax);
  const manifest: PluginManifest = {
    id: read.text(
      'id',
      /^[a-z0-9][a-z0-9-]{0,63}$/,
      'use small letters, digits and hyphens, such as "weight-trend"',
    ),
    name: read.text('name', /^\S.{0,119}$/u, 'give a name of at most 120 characters'),
    version: read.text(
      'version',
      /^\d{1,6}\.\d{1,6}\.\d{1,6}(-[0-9A-Za-z.-]{1,40})?$/,
      'write it like "1.0.0"',
    ),
    description: read.text(
      'description',
      /^\S[\s\S]{0,1023}$/u,
      'say in at most 1024 characters what it does',
    ),
    capabilities,
    actions: read
      .list('actions', 1, actionsMax)
      .map((action, i) => readAction(new FieldReader(action, `actions.${i}.`, refusals), capabilities)),
    wasmSha256: read.text('wasmSha256', /^[0-9a-f]{64}$/, 'build the plugin again; the build writes it'),
  };
  checkAcross(manifest, refusals);
  return refusals.length > 0 ? { ok: false, refusals } : { ok: true, manifest };
}

/** The name under which the binary exports an action in a mode: "smooth", "smooth_draft", "smooth_dry_run". */
export function exportName(action: string, mode: ActionMode): string {
  return mode === 'execute' ? action : `${action}_${mode}`;
}

function readAction(read: FieldReader, granted: readonly string[]): PluginAction {
  read.onlyFields(['name', 'title', 'input', 'output', 'risk', 'modes', 'capabilities', 'timeoutMs', 'undo']);
  const undo = read.has('undo')
    ? read.text('undo', namePattern, 'name another action of this plugin')
    : undefined;
  const action: PluginAction = {
    name: read.text('name', namePattern, 'use small letters, digits and underscores, such as "smooth"'),
    title: read.text('title', /^\S.{0,119}$/u, 'give a title of at most 120 characters'),
    input: read.schema('input'),
    output: read.schema('output'),
    risk: read.oneOf('risk', risks) as RiskTier,
    modes: read.manyOf('modes', modes) as ActionMode[],
    capabilities: readCapabilities(read, capabilitiesMax),
    timeoutMs: read.count('timeoutMs', 1, pluginLimits.callMsMax),
    ...(undo !== undefined && { undo }),
  };
  for (const missing of notCovered(action.capabilities, granted))
    read.refuse(
      'capabilities',
      `uses "${missing}"`,
      `add "${missing}" to the plugin's capabilities, or remove it here`,
    );
  const outside = action.capabilities.find(actsOutside);
  if (action.risk === 'L0' && outside)
    read.refuse(
      'risk',
      `is read-only, yet it asks for "${outside}"`,
      'choose L1 or higher, or give the capability up',
    );
  if ((action.risk === 'L2' || action.risk === 'L3') && !action.modes.includes('dry_run'))
    read.refuse(
      'modes',
      'offer no preview',
      'add "dry_run": what writes outside must be able to show it first',
    );
  return action;
}

const namePattern = /^[a-z][a-z0-9_]{0,63}$/;

function readCapabilities(read: FieldReader, countMax: number): string[] {
  return read.list('capabilities', 0, countMax).filter((text): text is string => {
    const isKnown = typeof text === 'string' && parseCapability(text) !== undefined;
    if (!isKnown)
      read.refuse(
        'capabilities',
        `hold ${JSON.stringify(text)?.slice(0, 80)}, which is not known`,
        'write them like "entries:read:weight", "net:api.example.org" or "notify"',
      );
    return isKnown;
  });
}

function checkAcross(manifest: PluginManifest, refusals: ManifestRefusal[]): void {
  const names = manifest.actions.map(({ name }) => name);
  // Exports of different actions must differ too: an action "a_draft" would be taken for the draft of "a".
  const exported = manifest.actions.flatMap((action) =>
    action.modes.map((mode) => exportName(action.name, mode)),
  );
  if (new Set(names).size < names.length || new Set(exported).size < exported.length)
    refusals.push({ field: 'actions', what: 'share a name', advice: 'give every action a name of its own' });
  for (const [i, { name, undo }] of manifest.actions.entries())
    if (undo !== undefined && (undo === name || !names.includes(undo)))
      refusals.push({
        field: `actions.${i}.undo`,
        what: `names "${undo}", which is not another action`,
        advice: `name one of ${names.filter((other) => other !== name).join(', ') || 'the actions you add'}`,
      });
}
