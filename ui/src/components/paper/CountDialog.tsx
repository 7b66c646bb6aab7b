import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { PrintView, RequestView } from '@/lib/wire';
import { commands } from '@/lib/commands';
import { counted } from '@/lib/numbers';
import { announce } from '../announce';
import { Button } from '../Button';
import { FailureNote, Inset } from '../Callout';
import { Dialog } from '../Dialog';

interface Props {
  print: PrintView;
  change: (act: (view: RequestView) => Promise<RequestView>) => Promise<RequestView>;
  /** Prints it once more; without it the person is told to. */
  onAgain?: () => void;
  onClose: () => void;
}

/** Printed is not complete until a person has counted: the question, and what is kept of its answer. */
export function CountDialog({ print, change, onAgain, onClose }: Props) {
  const [isShort, setIsShort] = useState(false);
  const answering = useMutation({
    mutationFn: (answer: 'yes' | 'no' | 'later') => change(({ id }) => commands.countPages(id, print.job, answer)),
    onSuccess: (_, answer) => {
      if (answer === 'no') setIsShort(true);
      else onClose();
      if (answer === 'yes') announce('All pages came out');
    },
  });
  if (isShort) {
    return (
      <Dialog title="Do not send what came out" onClose={onClose}>
        <Inset tone="bad">
          <p>Clear the printer, put the incomplete pages into confidential waste, and print all of it again.</p>
          <p>The next print takes the place of this one and is not marked as a copy.</p>
        </Inset>
        <div className="nhsuk-button-group">
          {onAgain && <Button onClick={onAgain}>Print again</Button>}
          <Button look={onAgain ? 'second' : 'main'} onClick={onClose}>
            Close
          </Button>
        </div>
      </Dialog>
    );
  }
  const answer = (said: 'yes' | 'no' | 'later') => () => {
    if (!answering.isPending) answering.mutate(said);
  };
  return (
    <Dialog title={print.pages === 1 ? 'Did the page come out?' : `Did all ${counted(print.pages, 'page')} come out?`} onClose={answer('later')}>
      <p>
        Sent to {print.printer}. Count the pages before anything is packed{print.duplex ? `; on both sides they are ${counted(print.sheets, 'sheet')}` : ''}:
      </p>
      <ul className="nhsuk-list nhsuk-list--bullet">
        {print.papers.map((paper) => (
          <li key={paper.kind}>
            {paper.label}: {counted(paper.pages, 'page')}
            {paper.copies > 1 && `, ${paper.copies} times`}
          </li>
        ))}
      </ul>
      <FailureNote error={answering.error} />
      <div className="nhsuk-button-group">
        <Button busy={answering.isPending} onClick={answer('yes')}>
          {print.pages === 1 ? 'Yes' : 'Yes, all of them'}
        </Button>
        <Button look="second" busy={answering.isPending} onClick={answer('no')}>
          No
        </Button>
        <Button look="quiet" busy={answering.isPending} onClick={answer('later')}>
          I will look later
        </Button>
      </div>
    </Dialog>
  );
}
