// What becomes of an intent in the outbox: a pure step from state and signal to the next state.
//
//              taken            accepted              arrived
//        ◀── released (the line broke)
//   here ───────────▶ sending ───────────▶ accepted ───────────▶ gone
//                        │ denied          (in the log, its event on its way)
//                        ├────────▶ refused ──dropped──▶ gone
//                        │ waiting         arrived
//   asked ──────────────▶└────────▶ held ───────────▶ gone
//   (a rule asks here)            (the gateway asks, its question on its way)
//
//   accepted ──overdue──▶ here, held ──overdue──▶ asked: answered long ago, never arrived; sent again
//
// Invariants, property-tested:
//   1. an intent is gone only when its event or question has arrived in the mirror, or the person dropped a refused one;
//   2. signals may come twice, late or in any order, and nothing is lost;
//   3. whatever has arrived is gone, whatever the state was: the mirror is the truth.

/** Where an intent in the outbox stands. */
export type OutboxState = 'here' | 'asked' | 'sending' | 'accepted' | 'held' | 'refused';

/** What can happen to it. */
export type OutboxSignal =
  | 'taken'
  | 'released'
  | 'accepted'
  | 'waiting'
  | 'denied'
  | 'arrived'
  | 'overdue'
  | 'dropped';

/** The states in which the gateway has not answered yet. */
export const unanswered: readonly OutboxState[] = ['here', 'asked', 'sending'];

/** The states in which the gateway has answered, and what it made of it has not arrived yet. */
export const underWay: readonly OutboxState[] = ['accepted', 'held'];

/** The states in which the person sees it as logged. */
export const shown: readonly OutboxState[] = ['here', 'sending', 'accepted'];

/** The next state. */
export function outboxStep(state: OutboxState, signal: OutboxSignal): OutboxState | 'gone' {
  switch (signal) {
    case 'arrived':
      return 'gone';
    case 'dropped':
      return state === 'refused' ? 'gone' : state;
    case 'taken':
      return state === 'here' ? 'sending' : state;
    case 'released':
      return state === 'sending' ? 'here' : state;
    case 'overdue':
      return state === 'accepted' ? 'here' : state === 'held' ? 'asked' : state;
    case 'accepted':
      return 'accepted';
    case 'waiting':
      return state === 'accepted' ? state : 'held';
    case 'denied':
      return state === 'accepted' ? state : 'refused';
  }
}
