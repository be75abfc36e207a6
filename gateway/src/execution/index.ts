// What acts: jobs, tools and their calls, and what waits for the owner.

export { approvalRoutes } from './approval.routes.ts';
export { sayAsTool } from './call.ts';
export { type Jobs, openJobs } from './jobs.ts';
export { toolRoutes } from './tool.routes.ts';
export { startTools } from './tools.ts';
