// Shown while the first answer is on its way. It says nothing aloud before it has lasted.

export function WaitingBars() {
  return (
    <div className="waiting-bars" aria-busy="true">
      <i />
      <i />
      <i />
    </div>
  );
}
