// The times of sync. Together they keep its promise: every device is level with the gateway within 30 s after the network heals.
//
//   the line dies unnoticed          ≤ silenceMs              12 s
//   the next try waits               ≤ backoff's longest      10 s
//   the try itself, on a slow line   a few seconds

/** Milliseconds without any word on the stream before it counts as dead; the gateway speaks every 5 s. */
export const silenceMs = 12_000;

/** Milliseconds that one push may take before it is sent again: a full batch takes a tenth of a second on a bad line. */
export const pushMs = 12_000;

/** Milliseconds that a page of the log may take. */
export const pageMs = 12_000;

/**
 * Milliseconds after which an intent that was answered, but whose event has not arrived although this device is level with the log,
 * is sent again. It costs nothing when it was only slow, and brings back what a restored gateway has forgotten.
 */
export const arrivalMs = 20_000;

/** Events asked for at once when the log is read in pages. */
export const pageEvents = 500;

/** Milliseconds between looks for intents that were answered and never arrived. */
export const overdueLookMs = 10_000;

/** Milliseconds between showings of a past that is arriving. */
export const pastShownMs = 2_000;
