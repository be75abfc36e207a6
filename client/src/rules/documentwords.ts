// Documents in words. Pure.

import type { DocumentView } from '#client/cache/views.ts';
import { DocumentType } from '#gen/lifeos/event/v1/body_system_pb.ts';

/** Kinds of documents that this screen shows, in order. */
export const groups: readonly {
  readonly type: DocumentType;
  readonly name: string;
  readonly about: string;
}[] = [
  {
    type: DocumentType.RULE,
    name: 'Rules',
    about: 'May ask or refuse. They run on this device too, and can only make things stricter.',
  },
  {
    type: DocumentType.PROTOCOL,
    name: 'Protocols',
    about: 'What you want to live by, and how it is measured.',
  },
  { type: DocumentType.ROUTINE, name: 'Routines', about: 'Steps of a day.' },
  { type: DocumentType.POLICY, name: 'Policies', about: 'Have the last word on who may do what.' },
];

/** Whether it can be written here. A policy decides over everything, so it is changed where LifeOS runs. */
export function isWritable(type: DocumentType): boolean {
  return type === DocumentType.RULE || type === DocumentType.PROTOCOL || type === DocumentType.ROUTINE;
}

/** What a new document begins with. */
export function beginning(type: DocumentType): string {
  if (type !== DocumentType.RULE) return '- Morning: \n- Evening: \n\nMeasured by: sleep.hours\n';
  return `// Told about each entry before it is saved. Say nothing to let it pass.
export default function rule({ intent }) {
  const entry = intent.entry;
  if (entry?.kind !== 'coffee' || entry.localTime <= '16:00') return;
  return { verdict: 'ask', question: 'Coffee this late?', options: ['Yes, once'] };
}
`;
}

/** The comment at the head of a rule, or what was said about the version: the rule in plain words. */
export function plainWords(document: Pick<DocumentView, 'type' | 'content' | 'note'>): string {
  const comment = document.content.match(/^\s*\/\/\s*(.+)$/m)?.[1] ?? '';
  return document.type === DocumentType.RULE && comment !== '' ? comment : document.note;
}

/** "Version 2 is on." */
export function stateWords({ active, version }: Pick<DocumentView, 'active' | 'version'>): string {
  return `Version ${version} is ${active ? 'on' : 'off'}.`;
}
