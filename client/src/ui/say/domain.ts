// A domain by name, and by colour: `--c` fills, `--ci` writes and draws.

import type { CSSProperties } from 'react';
import { Domain } from '#gen/lifeos/common/v1/domain_pb.ts';

const names = {
  [Domain.HOME]: 'home',
  [Domain.HEALTH]: 'health',
  [Domain.FAMILY]: 'family',
  [Domain.CREATOR]: 'creator',
  [Domain.TRAVEL]: 'travel',
  [Domain.LEGAL]: 'legal',
  [Domain.COMMUNICATION]: 'communication',
  [Domain.CAREER]: 'career',
  [Domain.FINANCE]: 'finance',
  [Domain.SHOPPING]: 'shopping',
} as const;

export type DomainName = (typeof names)[keyof typeof names];

/** All domains that can be chosen, in the order of the contract. */
export const allDomains = Object.keys(names).map(Number) as (keyof typeof names)[];

/** "health". What has no domain is at home. */
export function domainName(domain: Domain): DomainName {
  return (names as Partial<Record<number, DomainName>>)[domain] ?? 'home'; // a newer version may know more domains
}

/** "Health". */
export function domainTitle(domain: Domain): string {
  const name = domainName(domain);
  return name[0]?.toUpperCase() + name.slice(1);
}

/** The two colours of a domain, for the style of an element and all that is in it. */
export function domainStyle(domain: Domain): CSSProperties {
  const name = domainName(domain);
  return { '--c': `var(--${name})`, '--ci': `var(--${name}-ink)` } as CSSProperties;
}
