import { Button } from '@/components/Button';
import { Callout } from '@/components/Callout';
import { useDraft } from './draft';
import { labelOf } from './sections';

/** Whether what was typed is kept. It always stands in the same place, so that nothing moves when it changes. */
export function SavedNote() {
  const { saving } = useDraft();
  const words = { saved: 'All changes saved', typing: 'Saving…', saving: 'Saving…', failed: 'Not saved' }[saving];
  return <p className={`so-saved so-saved--${saving}`}>{words}</p>;
}

/** What stands between the last words typed and the store. */
export function SavingTrouble() {
  const { failure, clashes, settle, flush } = useDraft();
  return (
    <>
      {failure && (
        <Callout title="Your last changes are not saved yet">
          <p>{failure.message}</p>
          <p>They are still on the screen. Do not close the window before they are saved.</p>
          <Button look="second" onClick={() => void flush().catch(() => undefined)}>
            Try again
          </Button>
        </Callout>
      )}
      {clashes.map((clash) => (
        <Callout key={clash.name} title={`Somebody else changed “${labelOf(clash.name)}” at the same time`}>
          <p>The field shows what they wrote. You wrote:</p>
          <blockquote>{inWords(clash.mine)}</blockquote>
          <div className="nhsuk-button-group">
            <Button look="second" onClick={() => settle(clash, true)}>
              Use mine
            </Button>
            <Button look="second" onClick={() => settle(clash, false)}>
              Keep theirs
            </Button>
          </div>
        </Callout>
      ))}
    </>
  );
}

function inWords(answer: unknown): string {
  if (typeof answer === 'boolean') return answer ? 'ticked' : 'not ticked';
  const lines = Array.isArray(answer) ? answer : [answer];
  return lines.filter((line) => typeof line === 'string' && line !== '').join('\n') || 'nothing';
}
