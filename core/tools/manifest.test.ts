import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { notCovered, parseCapability } from './capability.ts';
import { parseManifest } from './manifest.ts';

const series = { type: 'array', items: { type: 'number' }, maxItems: 10 };
const action = {
  name: 'smooth',
  title: 'Smooth',
  input: { type: 'object', properties: { series }, required: ['series'] },
  output: { type: 'object', properties: { series }, required: ['series'] },
  risk: 'L0',
  modes: ['execute'],
  capabilities: ['entries:read:weight'],
  timeoutMs: 1_000,
};
const manifest = {
  id: 'weight-trend',
  name: 'Weight trend',
  version: '1.0.0',
  description: 'Smooths a series.',
  actions: [action],
  capabilities: ['entries:read:weight'],
  wasmSha256: 'a'.repeat(64),
};

/** The fields that are refused when these parts are put into an honest manifest. */
function refused(parts: object, actionParts: object = {}): string[] {
  const parsed = parseManifest({ ...manifest, actions: [{ ...action, ...actionParts }], ...parts });
  return parsed.ok ? [] : parsed.refusals.map(({ field }) => field);
}

describe('a manifest', () => {
  it('is accepted whole when it is right', () => {
    expect(parseManifest(manifest)).toEqual({ ok: true, manifest });
  });

  it('is refused for everything that is wrong at once, each with what to do', () => {
    const parsed = parseManifest({ ...manifest, id: 'Weight Trend', version: 'one', extra: 1 });
    expect(parsed).toMatchObject({
      ok: false,
      refusals: [{ field: 'extra' }, { field: 'id' }, { field: 'version' }],
    });
    if (!parsed.ok) for (const { what, advice } of parsed.refusals) expect(what && advice).toBeTruthy();
  });

  it.each([
    ['unknown capabilities', { capabilities: ['entries:read:weight', 'fs:/'] }, {}, 'capabilities'],
    ['no actions', { actions: [] }, {}, 'actions'],
    ['a wrong digest', { wasmSha256: 'A'.repeat(64) }, {}, 'wasmSha256'],
    [
      'a capability the plugin does not hold',
      {},
      { capabilities: ['entries:read:mood'] },
      'actions.0.capabilities',
    ],
    ['a timeout beyond the limit', {}, { timeoutMs: 60_001 }, 'actions.0.timeoutMs'],
    ['an unknown risk', {}, { risk: 'L4' }, 'actions.0.risk'],
    ['a mode twice', {}, { modes: ['execute', 'execute'] }, 'actions.0.modes'],
    ['undo that leads nowhere', {}, { undo: 'unsmooth' }, 'actions.0.undo'],
    ['writing outside without a preview', {}, { risk: 'L2' }, 'actions.0.modes'],
    [
      'an unknown keyword in a schema',
      {},
      { input: { type: 'string', pattern: '(a+)+' } },
      'actions.0.input',
    ],
    ['two actions of one name', { actions: [action, action] }, {}, 'actions'],
    [
      'an action named like the draft of another',
      {
        actions: [
          { ...action, modes: ['execute', 'draft'] },
          { ...action, name: 'smooth_draft' },
        ],
      },
      {},
      'actions',
    ],
  ])('is refused for %s', (_, parts, actionParts, field) => {
    expect(refused(parts, actionParts)).toEqual([field]);
  });

  it('cannot call itself read-only and ask for the right to write', () => {
    const capabilities = ['entries:write:weight'];
    expect(refused({ capabilities }, { capabilities })).toEqual(['actions.0.risk']);
    expect(refused({ capabilities }, { capabilities, risk: 'L1' })).toEqual([]);
  });

  it('never makes the reader throw, whatever the JSON', () => {
    const field = fc.constantFrom(...Object.keys(manifest), ...Object.keys(action));
    const value = fc.jsonValue();
    fc.assert(
      fc.property(value, fc.dictionary(field, value), (json, parts) => {
        expect(parseManifest(json).ok).toBe(false);
        parseManifest({ ...manifest, ...parts });
        parseManifest({ ...manifest, actions: [{ ...action, ...parts }] });
      }),
    );
  });
});

describe('a capability', () => {
  it('is one of the known ones, and no look-alike', () => {
    expect(parseCapability('entries:read:weight')).toEqual({ of: 'entries', access: 'read', kind: 'weight' });
    expect(parseCapability('net:api.example.org')).toEqual({ of: 'net', host: 'api.example.org' });
    for (const text of [
      'net:localhost',
      'net:127.0.0.1',
      'net:*',
      'net:*.org',
      'entries:read:',
      'notify ',
      '',
    ])
      expect(parseCapability(text)).toBeUndefined();
  });

  it('covers its own, and everything when it says so', () => {
    const wanted = ['entries:read:weight', 'entries:write:weight', 'net:a.example.org'];
    expect(notCovered(wanted, ['entries:read:*'])).toEqual(['entries:write:weight', 'net:a.example.org']);
    expect(notCovered(wanted, wanted)).toEqual([]);
  });
});
