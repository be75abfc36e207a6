// Each island's own colours. Red is left out everywhere: it belongs to approvals.
import { Color } from 'three';
import { colour } from '../geometry/builder.ts';
import type { DomainName } from '../state.ts';

export interface IslandColours {
  accent: string;
  grass: string;
  lightGrass: string;
  rock: string;
  crowns: readonly string[];
}

export const islandColours: Record<DomainName, IslandColours> = {
  home: {
    accent: '#E07A55',
    grass: '#86B24E',
    lightGrass: '#A5C45D',
    rock: '#B7805F',
    crowns: ['#5E9450', '#7FAE54', '#93B95A'],
  },
  health: {
    accent: '#6CBF84',
    grass: '#62B062',
    lightGrass: '#8FCB6C',
    rock: '#A98468',
    crowns: ['#4B9A5E', '#66B468', '#F3A9B4', '#F7C3C4'],
  },
  family: {
    accent: '#EE8FA0',
    grass: '#94BA5A',
    lightGrass: '#B4CB6C',
    rock: '#B98770',
    crowns: ['#6F9F55', '#8DB660', '#EFA48C'],
  },
  creator: {
    accent: '#A98BE0',
    grass: '#A9B46A',
    lightGrass: '#C7BE78',
    rock: '#8F7F96',
    crowns: ['#E5984C', '#D98A4A', '#EDB257', '#B58BD8'],
  },
  travel: {
    accent: '#4FB3D9',
    grass: '#9CC07A',
    lightGrass: '#C2CF88',
    rock: '#C69B70',
    crowns: ['#5BA57A', '#6FB582'],
  },
  legal: {
    accent: '#8D9CC4',
    grass: '#A8AE80',
    lightGrass: '#C0BC93',
    rock: '#9EA0AA',
    crowns: ['#4C7A62', '#5B8569'],
  },
  communication: {
    accent: '#5AC2B5',
    grass: '#7FB58C',
    lightGrass: '#A5C998',
    rock: '#8C9A9C',
    crowns: ['#4F9A88', '#6DB198', '#8CC3A2'],
  },
  career: {
    accent: '#F2A65A',
    grass: '#7CAA56',
    lightGrass: '#A4BF62',
    rock: '#A97757',
    crowns: ['#48845A', '#5A9860', '#6FA964'],
  },
  finance: {
    accent: '#DDB545',
    grass: '#A8B455',
    lightGrass: '#D2BE5E',
    rock: '#AD8A62',
    crowns: ['#7D9F50', '#A4B556'],
  },
  shopping: {
    accent: '#EA7FAF',
    grass: '#96BF78',
    lightGrass: '#B9D089',
    rock: '#C08A7C',
    crowns: ['#6FAE78', '#E39BB8', '#8CC07F'],
  },
};

export const drySand = '#FBEAC4';
export const wetSand = '#E6D09E';
const dryGrass = '#C2B27C';
const dryLightGrass = '#D3C596';

/** Grass is straw-coloured where habits are weak and turns the island's own green as they grow. */
export function grassOf(domain: DomainName, strength: number): { dark: Color; light: Color } {
  const { grass, lightGrass } = islandColours[domain];
  const share = 0.25 + 0.75 * strength;
  return {
    dark: new Color(dryGrass).lerp(colour(grass), share),
    light: new Color(dryLightGrass).lerp(colour(lightGrass), share),
  };
}
