import { useQuery } from '@tanstack/react-query';
import { useLocation } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { Button } from '@/components/Button';
import { queries } from '@/lib/queries';
import { Handbook } from './Handbook';
import { pageFor } from './find';
import { onHelp, openHelp } from './open';

/** The way to help from every page: a button, F1 and the question mark. Closing it leads back to where one was. */
export function HelpDoor() {
  const help = useQuery(queries.help());
  const { pathname } = useLocation();
  // `null` is closed; an empty text is the page that fits the screen.
  const [page, setPage] = useState<string | null>(null);
  useEffect(() => onHelp((asked) => setPage((shown) => asked ?? shown ?? '')), []);
  return (
    <>
      <Button look="quiet" aria-keyshortcuts="F1" title="Handbook (F1)" onClick={() => openHelp()}>
        Help
      </Button>
      {page !== null && help.data && (
        <Handbook help={help.data} page={page || (pageFor(help.data, pathname)?.code ?? 'start')} onPage={setPage} onClose={() => setPage(null)} />
      )}
    </>
  );
}
