// Rules: owner-written JavaScript that may deny, ask, annotate or propose. To run them, create an engine with a spawn of
// spawn.node.ts or spawn.web.ts, load a rule set, evaluate events. The way of one event through the files:
// engine.ts (host) → wire.ts (writes facts) → guest.ts (killable worker) → sandbox.ts → context.ts (QuickJS) → reading.ts and
// verdict.ts (read the answers).

export { createRuleEngine, type RuleEngine } from './engine.ts';
export type { Facts } from './rule.ts';
