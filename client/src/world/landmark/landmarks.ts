import type { DomainName } from '../state.ts';
import { career } from './career.ts';
import { communication } from './communication.ts';
import { creator } from './creator.ts';
import { family } from './family.ts';
import { finance } from './finance.ts';
import { health } from './health.ts';
import { home } from './home.ts';
import type { Landmark } from './landmark.ts';
import { legal } from './legal.ts';
import { shopping } from './shopping.ts';
import { travel } from './travel.ts';

export const landmarks: Record<DomainName, Landmark> = {
  home,
  health,
  family,
  creator,
  travel,
  legal,
  communication,
  career,
  finance,
  shopping,
};
