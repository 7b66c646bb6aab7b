import type { ReactNode } from 'react';
import type { PageHelpView } from '@/lib/wire';

type Block = PageHelpView['blocks'][number];

/** The lines of a page: headings, paragraphs, and lists where items follow each other. */
export function Blocks({ blocks }: { blocks: Block[] }) {
  const shown: ReactNode[] = [];
  for (let at = 0; at < blocks.length; ) {
    const { kind, text } = blocks[at]!;
    let end = at + 1;
    if (kind === 'item' || kind === 'number') {
      while (blocks[end]?.kind === kind) end += 1;
      const items = blocks.slice(at, end).map((block) => <li key={block.text}>{block.text}</li>);
      shown.push(
        kind === 'item' ? (
          <ul key={at} className="nhsuk-list nhsuk-list--bullet">
            {items}
          </ul>
        ) : (
          <ol key={at} className="nhsuk-list nhsuk-list--number">
            {items}
          </ol>
        ),
      );
    } else if (kind === 'heading') {
      shown.push(
        <h4 key={at} className="nhsuk-heading-s">
          {text}
        </h4>,
      );
    } else {
      shown.push(<p key={at}>{text}</p>);
    }
    at = end;
  }
  return <>{shown}</>;
}
