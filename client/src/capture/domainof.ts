import { Domain } from '#gen/lifeos/common/v1/domain_pb.ts';
import type { KindDefined } from '#gen/lifeos/event/v1/body_system_pb.ts';

/** The domain of a kind. */
export function domainOf(kind: string, kinds: readonly KindDefined[]): Domain {
  return kinds.find((one) => one.kind === kind)?.domain ?? Domain.HOME;
}
