// Tools that strangers may write: a manifest says what a plugin can do and what it asks for (manifest.ts), the gate looks at
// its binary (gate.ts), the runner calls its actions in a sandbox (runner.ts). Who built it: provenance.node.ts.

export { parseCapability } from './capability.ts';
export { type PluginLimits, pluginLimits } from './limits.ts';
export {
  type ActionMode,
  type PluginAction,
  type PluginManifest,
  parseManifest,
  type RiskTier,
} from './manifest.ts';
export {
  createPluginRunner,
  type Plugin,
  type PluginCall,
  type PluginFailure,
  type PluginResult,
  type PluginRunner,
} from './runner.ts';
