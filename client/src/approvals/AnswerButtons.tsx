import type { ApprovalView } from '#client/cache/views.ts';
import { Button } from '#client/ui/button.tsx';
import { useAnswerQuestion } from './useAnswerQuestion.ts';

/** The rule's own answers, each a yes; or one yes. Then the no. */
export function AnswerButtons({ approval }: { approval: ApprovalView }) {
  const answer = useAnswerQuestion();
  const name = approval.held?.title ?? '';
  const say = (agrees: boolean, words: string) => void answer(approval.approvalId, agrees, words);
  const yes = name === '' ? 'Go ahead' : `Log ${name.toLowerCase()}`;
  const no = name === '' ? 'Don’t' : 'Don’t log it';
  return (
    <div className="actions">
      {approval.options.length === 0 ? (
        <Button look="main" onPress={() => say(true, '')}>
          {yes}
        </Button>
      ) : (
        approval.options.map((option) => (
          <Button key={option} onPress={() => say(true, option)}>
            {option}
          </Button>
        ))
      )}
      <Button
        {...(approval.options.length > 0 ? { look: 'quiet' as const } : {})}
        onPress={() => say(false, '')}
      >
        {no}
      </Button>
    </div>
  );
}
