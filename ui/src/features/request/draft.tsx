// One request on the screen: what is typed is kept at once, and every change goes through one queue, so that no
// save can overtake another and none is lost when the page is left.
import { createContext, use, useCallback, useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { announce } from '@/components/announce';
import type { RequestForm, RequestView } from '@/lib/wire';
import { commands, onClosing } from '@/lib/commands';
import { Failure } from '@/lib/failure';
import { keepRequest } from '@/lib/queries';
import { heldFor, onHolding } from '@/lib/held';
import { onLeaving } from '@/lib/saving';
import { isSame, mergeForms } from './merge';

const TYPING_PAUSE_MS = 500;

/** How the last words typed stand. */
export type Saving = 'saved' | 'typing' | 'saving' | 'failed';

/** A field that was changed here and at another desk. */
export interface Clash {
  name: keyof RequestForm;
  mine: unknown;
}

/** What was typed and could not be saved, and what it was typed upon. */
interface Unsaved {
  base: RequestForm;
  mine: RequestForm;
}

interface Draft {
  view: RequestView;
  form: RequestForm;
  saving: Saving;
  failure: Failure | null;
  clashes: Clash[];
  set: (change: Partial<RequestForm>) => void;
  /** Saves at once, and gives back the request as it is then. */
  flush: () => Promise<RequestView>;
  /** Does something to the request after everything typed is saved, and shows what became of it. */
  change: (act: (view: RequestView) => Promise<RequestView>) => Promise<RequestView>;
  settle: (clash: Clash, isMine: boolean) => void;
}

const DraftContext = createContext<Draft | null>(null);

/** The request on the screen. */
export function useDraft(): Draft {
  const draft = use(DraftContext);
  if (!draft) throw new Error('used outside a request');
  return draft;
}

/** Holds one request; it is mounted anew for every other. */
export function DraftOf({ view: shown, children }: { view: RequestView; children: ReactNode }) {
  const holding = `form of ${shown.id}`;
  // What could not be saved before the desk was locked is put upon what is there now.
  const [resumed] = useState(() => resume(heldFor<Unsaved>(holding), shown.form));
  const [view, setView] = useState(shown);
  const [form, setForm] = useState(resumed.form);
  const [saving, setSaving] = useState<Saving>('saved');
  const [failure, setFailure] = useState<Failure | null>(null);
  const [clashes, setClashes] = useState<Clash[]>(resumed.clashes);
  const latest = useRef({ view: shown, form: resumed.form });
  const queue = useRef<Promise<unknown>>(Promise.resolve());
  const timer = useRef<number | undefined>(undefined);

  const take = useCallback((next: RequestView) => {
    latest.current.view = next;
    setView(next);
    keepRequest(next);
  }, []);

  const save = useCallback(async () => {
    const { view: base, form: mine } = latest.current;
    if (isSame(mine, base.form)) return;
    setSaving('saving');
    try {
      take(await commands.saveRequest(base.id, base.version, mine));
    } catch (thrown) {
      if (Failure.from(thrown).code !== 'stale') throw thrown;
      // Somebody else saved first: take theirs, put what only we changed upon it, and ask about the rest.
      const theirs = await commands.showRequest(base.id);
      const merged = mergeForms(base.form, latest.current.form, theirs.form);
      setClashes(merged.clashes.map((name) => ({ name, mine: latest.current.form[name] })));
      latest.current.form = merged.form;
      setForm(merged.form);
      take(theirs);
      if (!isSame(merged.form, theirs.form)) take(await commands.saveRequest(theirs.id, theirs.version, merged.form));
    }
  }, [take]);

  const inTurn = useCallback(<T,>(act: () => Promise<T>): Promise<T> => {
    const turn = queue.current.then(act, act);
    queue.current = turn.catch(() => undefined);
    return turn;
  }, []);

  const flush = useCallback(async () => {
    window.clearTimeout(timer.current);
    return inTurn(async () => {
      try {
        await save();
        setSaving(isSame(latest.current.form, latest.current.view.form) ? 'saved' : 'typing');
        setFailure(null);
        return latest.current.view;
      } catch (thrown) {
        setSaving('failed');
        setFailure(Failure.from(thrown));
        throw thrown;
      }
    });
  }, [inTurn, save]);

  const set = useCallback(
    (change: Partial<RequestForm>) => {
      latest.current.form = { ...latest.current.form, ...change };
      setForm(latest.current.form);
      setSaving('typing');
      window.clearTimeout(timer.current);
      timer.current = window.setTimeout(() => {
        flush().then(
          () => announce('Saved'),
          () => announce('Not saved'),
        );
      }, TYPING_PAUSE_MS);
    },
    [flush],
  );

  const change = useCallback(
    async (act: (view: RequestView) => Promise<RequestView>) => {
      await flush();
      return inTurn(async () => {
        const next = await act(latest.current.view);
        latest.current.form = next.form;
        setForm(next.form);
        take(next);
        return next;
      });
    },
    [flush, inTurn, take],
  );

  const settle = useCallback(
    (clash: Clash, isMine: boolean) => {
      setClashes((all) => all.filter((one) => one.name !== clash.name));
      if (isMine) set({ [clash.name]: clash.mine });
    },
    [set],
  );

  // What is typed last is saved when the page is left and when the window closes.
  useEffect(() => {
    const leave = () => void flush().catch(() => undefined);
    const unsaved = (): Unsaved | undefined => {
      const { view: { form: base }, form: mine } = latest.current;
      return isSame(mine, base) ? undefined : { base, mine };
    };
    const stops = [onClosing(leave), onLeaving(flush), onHolding(holding, unsaved)];
    // What was resumed is saved as soon as it is there.
    leave();
    return () => {
      stops.forEach((stop) => stop());
      leave();
    };
  }, [flush, holding]);

  const draft = useMemo(
    () => ({ view, form, saving, failure, clashes, set, flush, change, settle }),
    [view, form, saving, failure, clashes, set, flush, change, settle],
  );
  return <DraftContext value={draft}>{children}</DraftContext>;
}

function resume(unsaved: Unsaved | undefined, theirs: RequestForm): { form: RequestForm; clashes: Clash[] } {
  if (!unsaved) return { form: theirs, clashes: [] };
  const { form, clashes } = mergeForms(unsaved.base, unsaved.mine, theirs);
  return { form, clashes: clashes.map((name) => ({ name, mine: unsaved.mine[name] })) };
}
