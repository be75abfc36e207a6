// MetricService: wire ⇄ daily metrics.

import type { ConnectRouter } from '@connectrpc/connect';
import { sql } from 'kysely';
import { MetricService } from '#gen/lifeos/evolution/v1/metric_pb.ts';
import { authorityOf, demand } from '../identity/index.ts';
import type { Gate } from '../system/index.ts';

const metricsMax = 1000;
const daysMax = 36_600;

export function metricRoutes(router: ConnectRouter, gate: Pick<Gate, 'db'>): void {
  router.service(MetricService, {
    async list(_request, context) {
      const authority = authorityOf(context);
      demand(authority, 'metrics:read');
      const found = await sql<{
        metric: string;
        unit: string;
        first_day: string;
        last_day: string;
        days: number;
      }>`
        select metric, min(unit) as unit, min(day) as first_day, max(day) as last_day, count(*) as days
        from metric_day where user_id = ${authority.userId} group by metric order by metric limit ${metricsMax}`.execute(
        gate.db,
      );
      return {
        metrics: found.rows.map((row) => ({
          metric: row.metric,
          unit: row.unit,
          firstDay: row.first_day,
          lastDay: row.last_day,
          dayCount: row.days,
        })),
      };
    },
    async series(request, context) {
      const authority = authorityOf(context);
      demand(authority, 'metrics:read');
      const found = await sql<{ day: string; value: number; count: number }>`
        select day, value, count from metric_day where user_id = ${authority.userId} and metric = ${request.metric}
          and day >= ${request.fromDay} and day <= ${request.toDay || '9999-12-31'} order by day limit ${daysMax}`.execute(
        gate.db,
      );
      return { days: found.rows };
    },
  });
}
