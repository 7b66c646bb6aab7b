import { useEffect, useRef, useState } from 'react';
import { Button } from '@/components/Button';
import { Dialog } from '@/components/Dialog';
import { LineField } from '@/components/fields';
import { SHORTCUTS } from '@/lib/shortcuts';
import type { HelpView, PageHelpView } from '@/lib/wire';
import { Blocks } from './Blocks';
import { SafetySummary } from './SafetySummary';
import { search } from './find';

/** The page of failures is made from their closed list. */
const ERRORS: PageHelpView = { code: 'errors', title: 'When something is refused', audience: 'everybody', places: [], blocks: [] };

interface Props {
  help: HelpView;
  page: string;
  onPage: (code: string) => void;
  onClose: () => void;
}

/** The handbook: its pages, a search through all of them, and one page to read. */
export function Handbook({ help, page: code, onPage, onClose }: Props) {
  const [words, setWords] = useState('');
  const errors = { ...ERRORS, blocks: help.errors.map((error) => ({ kind: 'paragraph' as const, text: `${error.code}: ${error.meaning}. ${error.next}` })) };
  const pages = [...help.pages, errors];
  const page = pages.find((one) => one.code === code) ?? pages[0]!;
  const found = search(pages, words);
  const isSearching = words.trim() !== '';
  const reading = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (reading.current) reading.current.scrollTop = 0;
    reading.current?.parentElement?.querySelector('[aria-current="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [code]);
  return (
    <Dialog title="Handbook" isWide onClose={onClose}>
      {/* The browser’s own search field keeps Escape to itself; here it always leads back. */}
      <div className="so-handbook" onKeyDown={(event) => event.key === 'Escape' && onClose()}>
        <div className="so-handbook__side">
          <LineField id="help-search" label="Search the handbook" type="search" value={words} onChange={setWords} />
          <p role="status" className={isSearching ? 'so-soft' : 'nhsuk-u-visually-hidden'}>
            {isSearching ? `${found.length} ${found.length === 1 ? 'page' : 'pages'} found` : ''}
          </p>
          <nav aria-label="Pages of the handbook">
            <ul className="so-papers">
              {(isSearching ? found : pages.map((one) => ({ page: one, line: '' }))).map(({ page: one, line }) => (
                <li key={one.code}>
                  <button type="button" className="so-paper" aria-current={one.code === page.code ? 'true' : undefined} onClick={() => onPage(one.code)}>
                    <span>{one.title}</span>
                    {line && <span className="so-second">{line}</span>}
                  </button>
                </li>
              ))}
            </ul>
          </nav>
          <SafetySummary />
          <Button onClick={onClose} keys="Esc">
            Close
          </Button>
        </div>
        {/* It scrolls by itself, so the keys must be able to reach it. */}
        <div className="so-handbook__page" ref={reading} tabIndex={0} role="region" aria-label={page.title}>
          <h3 className="nhsuk-heading-m">{page.title}</h3>
          {page.audience !== 'everybody' && <p className="so-soft">For the {page.audience}</p>}
          {page.code === 'keys' && <Keys />}
          {page.code === 'errors' ? <Errors errors={help.errors} /> : <Blocks blocks={page.blocks} />}
        </div>
      </div>
    </Dialog>
  );
}

function Keys() {
  return (
    <dl className="so-shortcuts">
      {SHORTCUTS.map(({ keys, words }) => (
        <div key={keys}>
          <dt>
            <kbd>{keys}</kbd>
          </dt>
          <dd>{words}</dd>
        </div>
      ))}
    </dl>
  );
}

function Errors({ errors }: { errors: HelpView['errors'] }) {
  return (
    <>
      <p>Whatever is refused: nothing was lost, and nothing was done by halves. This is what each refusal means and what to do next.</p>
      <dl className="so-refusals">
        {errors.map(({ code, meaning, next }) => (
          <div key={code}>
            <dt>{capital(meaning)}</dt>
            <dd>
              {next} <code>{code}</code>
            </dd>
          </div>
        ))}
      </dl>
    </>
  );
}

function capital(text: string): string {
  return text.charAt(0).toLocaleUpperCase('en-GB') + text.slice(1);
}
