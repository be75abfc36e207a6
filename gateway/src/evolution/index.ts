// Mounts evolution: its reads, and the job that looks for patterns.

export { startEvolution } from './look.ts';
export { metricRoutes } from './metric.routes.ts';
export { proposalRoutes } from './proposal.routes.ts';
