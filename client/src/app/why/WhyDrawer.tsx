import { Drawer } from '#client/ui/dialog.tsx';
import { entryWords } from '#client/ui/say/entry.ts';
import { type About, useMoment, useMomentStore } from '../moment.ts';
import { useAnswer } from '../useLife.ts';
import { WhyChain } from './WhyChain.tsx';

/** "Why this?" about what was focused last, else about the newest entry. */
export function WhyDrawer() {
  const store = useMomentStore();
  const isOpen = useMoment((moment) => moment.over === 'why');
  const about = useMoment((moment) => moment.about);
  return (
    <Drawer title="Why this?" isOpen={isOpen} onClose={() => store.setState({ over: undefined })}>
      {about ? <Explained about={about} /> : <NewestExplained />}
    </Drawer>
  );
}

function NewestExplained() {
  const newest = useAnswer('journal', { query: '', limit: 1 })?.[0];
  if (!newest)
    return (
      <p className="muted">
        Once something is written down, this says who wrote it, and which rules let it through.
      </p>
    );
  const { name } = entryWords(newest);
  return <Explained about={{ eventId: newest.eventId, title: name }} />;
}

function Explained({ about }: { about: About }) {
  return (
    <>
      <p className="muted">{about.title}</p>
      <WhyChain eventId={about.eventId} />
    </>
  );
}
