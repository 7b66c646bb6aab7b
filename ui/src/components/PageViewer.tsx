import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { pagePicture } from '@/lib/commands';
import { announce } from './announce';
import { Button } from './Button';

/** A document whose pages can be asked for. */
export interface Pages {
  token: string;
  /** The size of each page in points. */
  pages: { width: number | null; height: number | null }[];
}

/** In points. */
const A4 = { width: 595, height: 842 };

interface Props {
  /** What the pages are of, such as “bundle”. */
  of: string;
  document: Pages;
  hasThumbnails?: boolean;
  /** The page that is shown first, from 1. */
  start?: number;
}

/** Page after page as pictures, by mouse or by Page Up and Page Down. */
export function PageViewer({ of, document: shown, hasThumbnails = false, start = 1 }: Props) {
  const [turned, setPage] = useState(start);
  const [isWide, setIsWide] = useState(false);
  const count = shown.pages.length;
  // Another document may take the place of this one and have fewer pages.
  const page = Math.max(1, Math.min(turned, count));
  const goTo = (next: number) => {
    const bounded = Math.min(Math.max(1, next), count);
    if (bounded === page) return;
    setPage(bounded);
    announce(`Page ${bounded} of ${count}`);
  };
  const press = (event: KeyboardEvent) => {
    const target = { PageDown: page + 1, PageUp: page - 1, Home: 1, End: count }[event.key];
    if (target === undefined) return;
    event.preventDefault();
    goTo(target);
  };
  return (
    <section className={`so-viewer${hasThumbnails ? ' so-viewer--thumbs' : ''}`} aria-label={`Pages of the ${of}`} onKeyDown={press}>
      <div className="so-viewer__bar">
        <Button look="small" onClick={() => goTo(page - 1)} disabled={page === 1}>
          Previous page
        </Button>
        <p className="so-viewer__count">
          Page {page} of {count}
        </p>
        <Button look="small" onClick={() => goTo(page + 1)} disabled={page === count}>
          Next page
        </Button>
        <Button look="small" className="so-viewer__zoom" aria-pressed={isWide} onClick={() => setIsWide(!isWide)}>
          Larger
        </Button>
      </div>
      {hasThumbnails && <Thumbnails of={of} shown={shown} page={page} goTo={goTo} />}
      {/* The page itself can be focused, so that the keyboard can scroll and turn it. */}
      <div className={`so-viewer__desk${isWide ? ' so-viewer__desk--wide' : ''}`} tabIndex={0} role="group" aria-label={`Page ${page} of the ${of}; Page Up and Page Down turn the page`}>
        <PagePicture key={`${shown.token}/${page}`} of={of} shown={shown} page={page} width={1400} />
      </div>
    </section>
  );
}

function Thumbnails({ of, shown, page, goTo }: { of: string; shown: Pages; page: number; goTo: (page: number) => void }) {
  const list = useRef<HTMLOListElement>(null);
  useEffect(() => {
    list.current?.children[page - 1]?.scrollIntoView({ block: 'nearest' });
  }, [page]);
  return (
    <ol className="so-thumbs" ref={list} aria-label="All pages">
      {shown.pages.map((_, index) => (
        <li key={index}>
          <button
            type="button"
            className="so-thumb"
            aria-current={index + 1 === page ? 'page' : undefined}
            aria-label={`Page ${index + 1}`}
            onClick={() => goTo(index + 1)}
          >
            <PagePicture of={of} shown={shown} page={index + 1} width={220} isSmall />
            <span aria-hidden="true">{index + 1}</span>
          </button>
        </li>
      ))}
    </ol>
  );
}

interface PictureProps {
  of: string;
  shown: Pages;
  page: number;
  width: number;
  isSmall?: boolean;
}

function PagePicture({ of, shown, page, width, isSmall = false }: PictureProps) {
  const [state, setState] = useState<'coming' | 'there' | 'failed'>('coming');
  const { width: wide, height: high } = shown.pages[page - 1] ?? A4;
  const size = { width: wide ?? A4.width, height: high ?? A4.height };
  return (
    <div className={`so-page so-page--${state}`}>
      <img
        src={pagePicture(shown.token, page, width)}
        // The place is kept at the page's own shape before the picture comes, so that nothing jumps.
        width={Math.round(size.width)}
        height={Math.round(size.height)}
        alt={isSmall ? '' : `Page ${page} of the ${of}`}
        loading={isSmall ? 'lazy' : 'eager'}
        draggable={false}
        onLoad={() => setState('there')}
        onError={() => setState('failed')}
      />
      {state === 'failed' && !isSmall && <p role="alert">This page could not be drawn. The document itself is unchanged.</p>}
    </div>
  );
}
