// What evolution is given, and what it gives.

/** A metric, day by day, in order of days; days without data are left out. */
export interface MetricSeries {
  /** "sleep.hours". */
  readonly metric: string;
  readonly unit: string;
  readonly points: readonly { readonly day: string; readonly value: number }[];
}

/** A habit, and the days on which it was done, in order. */
export interface HabitSeries {
  readonly kind: string;
  readonly title: string;
  /** Meant `times` in `periodDays` days. */
  readonly times: number;
  readonly periodDays: number;
  readonly doneDays: readonly string[];
}

/** A protocol that a proposal may change. */
export interface ProtocolText {
  readonly documentId: string;
  readonly title: string;
  readonly version: number;
  readonly content: string;
}

/** What a finding rests on; the fields of lifeos.event.v1.Evidence. */
export interface EvidenceNumbers {
  readonly metric: string;
  readonly fromDay: string;
  readonly toDay: string;
  readonly changeDay: string;
  readonly beforeCount: number;
  readonly afterCount: number;
  readonly beforeMedian: number;
  readonly afterMedian: number;
  readonly differenceLow: number;
  readonly differenceHigh: number;
  readonly luckProbability: number;
  readonly unit: string;
  readonly doubt: string;
}

/** A pattern with its evidence and the change it suggests. */
export interface Finding {
  /** The same finding has the same key, also when it is found again tomorrow with a day more of data. */
  readonly key: string;
  readonly method: 'level-shift' | 'streak-break';
  readonly claim: string;
  readonly evidence: EvidenceNumbers;
  readonly proposal: {
    readonly title: string;
    readonly reason: string;
    /** Empty for a new protocol. */
    readonly documentId: string;
    readonly documentTitle: string;
    readonly basedOnVersion: number;
    readonly content: string;
  };
}
