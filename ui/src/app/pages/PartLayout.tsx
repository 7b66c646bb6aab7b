import type { ReactNode } from 'react';
import { PageHead } from '@/components/PageHead';
import { SavedNote } from '@/features/request/SavedNote';
import { PartsNav } from '@/features/request/TaskList';
import { useDraft } from '@/features/request/draft';

interface Props {
  code: string;
  title: string;
  lead?: string;
  /** Takes the whole width: pages and lists side by side. */
  isWide?: boolean;
  children: ReactNode;
}

/** One part of a request, with the way to all others beside it. */
export function PartLayout({ code, title, lead, isWide = false, children }: Props) {
  const { view } = useDraft();
  return (
    <div className="so-part">
      <PartsNav here={code} />
      <div className={isWide ? 'so-part__page so-part__page--wide' : 'so-part__page'}>
        <PageHead title={title} caption={view.reference}>
          <SavedNote />
        </PageHead>
        {lead && <p className="so-part__lead">{lead}</p>}
        {children}
      </div>
    </div>
  );
}
