// MetricService: wire ⇄ daily metrics.

import type { ConnectRouter } from '@connectrpc/connect';
import { sql } from 'kysely';
import { metricDayTable } from '#core/projection/daily.ts';
import { MetricService } from '#gen/lifeos/evolution/v1/metric_pb.ts';
import { authorityOf, demand } from '../identity/index.ts';
import { fromStored, type Gate, readAll } from '../system/index.ts';

const metricsMax = 1000;
const daysMax = 36_600;

export function metricRoutes(router: ConnectRouter, gate: Pick<Gate, 'db' | 'dataKeyOf'>): void {
  router.service(MetricService, {
    async list(_request, context) {
      const authority = authorityOf(context);
      demand(authority, 'metrics:read');
      // The unit may be sealed: it is read off the newest day's row.
      const found = await sql<Record<string, unknown>>`
        select distinct on (metric) *, min(day) over whole as first_day, count(*) over whole as days from metric_day
        where user_id = ${authority.userId} window whole as (partition by metric)
        order by metric, day desc limit ${metricsMax}`.execute(gate.db);
      const dataKey = await gate.dataKeyOf(authority.userId);
      return {
        metrics: found.rows.map((raw) => {
          const newest = fromStored(metricDayTable, raw, dataKey);
          return {
            metric: newest.metric as string,
            unit: newest.unit as string,
            firstDay: raw.first_day as string,
            lastDay: newest.day as string,
            dayCount: raw.days as number,
          };
        }),
      };
    },
    async series(request, context) {
      const authority = authorityOf(context);
      demand(authority, 'metrics:read');
      const rows = await readAll(gate, {
        userId: authority.userId,
        table: metricDayTable,
        where: sql`metric = ${request.metric} and day >= ${request.fromDay} and day <= ${request.toDay || '9999-12-31'}`,
        orderBy: sql`day`,
        limit: daysMax,
      });
      return {
        days: rows.map((row) => ({
          day: row.day as string,
          value: row.value as number,
          count: row.count as number,
        })),
      };
    },
  });
}
