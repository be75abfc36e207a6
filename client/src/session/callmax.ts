/** How long one call to the gateway may take, in milliseconds: a line that hangs is a line that is gone, and must hold nothing up. */
export const callMaxMs = 30_000;
