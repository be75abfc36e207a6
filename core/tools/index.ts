// Tools that strangers may write: a manifest says what a plugin can do and what it asks for (manifest.ts), the gate looks at
// its binary (gate.ts), the runner calls its actions in a sandbox (runner.ts). Who built it: provenance.node.ts.

export { type PluginManifest, parseManifest, type RiskTier } from './manifest.ts';
export type { Plugin } from './prepare.ts';
export { createPluginRunner, type PluginRunner } from './runner.ts';
