import { Button } from '#client/ui/button.tsx';
import type { WorldActions, WorldState } from '#client/world/state.ts';

/** The world without its picture: the same islands, each with what stands on it. */
export function IslandCards({ state, actions }: { state: WorldState; actions: WorldActions }) {
  return (
    <>
      <header className="head">
        <div>
          <h1>{state.greeting}</h1>
          <p>{state.subtitle}</p>
        </div>
      </header>
      <p className="notice">
        This browser can’t draw your world, so here are its islands in words. Nothing is missing.
      </p>
      <div className="islands">
        {state.islands.map((island) => {
          const lit = state.lanterns.filter((one) => one.domain === island.domain);
          return (
            <section key={island.domain} className="card" aria-label={island.name}>
              <h2 className="row">
                <span className="dot" style={{ background: `var(--${island.domain})` }} />
                {island.name}
              </h2>
              <p className="sm">{island.fact}</p>
              <ul className="stack" style={{ gap: 0 }}>
                {state.beacons
                  .filter((one) => one.domain === island.domain)
                  .map((one) => (
                    <li key={one.id}>
                      <Button look="quiet" onPress={() => actions.openApproval(one.id)}>
                        Waiting: {one.title}
                      </Button>
                    </li>
                  ))}
                {lit.map((one) => (
                  <li key={one.id}>
                    <Button look="quiet" onPress={() => actions.openEntry(one.id)}>
                      {one.time} {one.title}
                    </Button>
                  </li>
                ))}
              </ul>
            </section>
          );
        })}
      </div>
    </>
  );
}
