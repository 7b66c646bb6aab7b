// Search from anywhere: one box over any page. What is found opens with Enter; nobody is chosen by name alone.
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react';
import { createPortal } from 'react-dom';
import { FailureNote } from '@/components/Callout';
import { Tag } from '@/components/Tag';
import type { HitView } from '@/lib/wire';
import { queries } from '@/lib/queries';
import { useSettled } from '@/lib/settled';

/** A page of the program, by its name and the words people use for it. */
export interface Place {
  to: string;
  title: string;
  words: string;
}

interface Props {
  places: Place[];
  /** May look for patients. */
  mayRead: boolean;
  onOpen: (to: string) => void;
  onClose: () => void;
}

type Found = { key: string; to: string; hit: HitView | null; place: Place | null };

const PAUSE_MS = 120;

/** The box, what it finds, and the keys to choose by. */
export function Palette({ places, mayRead, onOpen, onClose }: Props) {
  const box = useRef<HTMLDialogElement>(null);
  const id = useId();
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);
  const words = useSettled(typed.trim(), PAUSE_MS);
  const search = useQuery({ ...queries.search(words), enabled: mayRead && words.length >= 2, placeholderData: keepPreviousData });
  useEffect(() => {
    const shown = box.current;
    if (shown && !shown.open) shown.showModal();
  }, []);
  const isAsked = typed.trim().length >= 2;
  const hits = isAsked && search.data ? search.data.hits : [];
  const found: Found[] = [
    ...hits.map((hit) => ({ key: hit.request_id ?? hit.patient_id, to: hit.request_id ? `/requests/${hit.request_id}` : '/new', hit, place: null })),
    ...placesFor(places, typed).map((place) => ({ key: place.to, to: place.to, hit: null, place })),
  ];
  const marked = Math.min(at, found.length - 1);
  // What is on show must be what was typed: Enter never opens the answer to fewer letters.
  const isSettled = words === typed.trim() && !search.isPlaceholderData && !(mayRead && isAsked && search.isFetching);
  const open = (one: Found | undefined) => {
    if (one) onOpen(one.to);
  };
  const press = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (found.length > 0) setAt((marked + (event.key === 'ArrowDown' ? 1 : -1) + found.length) % found.length);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      if (isSettled) open(found[marked]);
    }
  };
  return createPortal(
    <dialog
      ref={box}
      className="so-palette"
      aria-label="Search from anywhere"
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => {
        if (event.target === box.current) onClose();
      }}
    >
      <label className="nhsuk-u-visually-hidden" htmlFor={`${id}-box`}>
        Search patients, requests and pages
      </label>
      <input
        id={`${id}-box`}
        type="text"
        role="combobox"
        aria-expanded={found.length > 0}
        aria-controls={`${id}-found`}
        aria-autocomplete="list"
        aria-activedescendant={marked >= 0 ? `${id}-${marked}` : undefined}
        className="nhsuk-input so-palette__box"
        placeholder={mayRead ? 'Name, NHS number, date of birth, reference, UBRN or page' : 'Page'}
        autoComplete="off"
        autoFocus
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value);
          setAt(0);
        }}
        onKeyDown={press}
      />
      <FailureNote error={search.error} />
      {hits.some((hit) => hit.is_similar_to_another) && (
        <p className="so-palette__warning">Another patient has this name and a date of birth close by. Compare date of birth and number before you open one.</p>
      )}
      <ul id={`${id}-found`} role="listbox" aria-label="Found" className="so-palette__found">
        {found.map((one, index) => (
          <li key={one.key} id={`${id}-${index}`} role="option" aria-selected={index === marked} onMouseMove={() => setAt(index)} onClick={() => open(one)}>
            {one.hit ? <Hit hit={one.hit} /> : <PlaceLine place={one.place!} />}
          </li>
        ))}
      </ul>
      {isAsked && isSettled && found.length === 0 && <p className="so-palette__none">Nothing found. Check the spelling, or try the NHS number.</p>}
      <p className="nhsuk-u-visually-hidden" role="status">
        {isAsked && isSettled ? `${found.length} found` : ''}
      </p>
      <p className="so-palette__keys" aria-hidden="true">
        {search.data?.is_cut && isAsked ? 'There are more: type more. ' : ''}
        <kbd>↑</kbd> <kbd>↓</kbd> choose, <kbd>Enter</kbd> opens, <kbd>Esc</kbd> closes
      </p>
    </dialog>,
    document.body,
  );
}

function Hit({ hit }: { hit: HitView }) {
  return (
    <>
      <span className="so-palette__who">
        <strong>{hit.patient}</strong>
        {hit.is_similar_to_another && <Tag tone="amber">Similar patient</Tag>}
        <span className="so-palette__ref so-figures">{hit.reference ?? 'No request yet'}</span>
      </span>
      <span className="so-second">
        Born {hit.born}, <span className="so-figures">{hit.number}</span>
        {hit.status_label && ` · ${hit.status_label}`}
        {hit.about && ` · ${hit.about}`}
      </span>
    </>
  );
}

function PlaceLine({ place }: { place: Place }) {
  return (
    <span className="so-palette__who">
      <span>{place.title}</span>
      <span className="so-palette__ref">Page</span>
    </span>
  );
}

/** The pages that fit; all of them before anything is typed. */
function placesFor(places: Place[], typed: string): Place[] {
  const words = typed.trim().toLocaleLowerCase('en-GB');
  const known = ({ title, words: other }: Place) => `${title} ${other}`.toLocaleLowerCase('en-GB').split(' ');
  return places.filter((place) => words.split(/\s+/).every((word) => known(place).some((name) => name.startsWith(word))));
}
