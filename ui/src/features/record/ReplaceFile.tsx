import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { announce } from '@/components/announce';
import { Button } from '@/components/Button';
import { FailureNote } from '@/components/Callout';
import type { RecordCheckView, RecordView, RequestView, TakenInput } from '@/lib/wire';
import { askForFile, commands } from '@/lib/commands';
import { useSession } from '@/lib/session';
import { PLAIN, Refused } from './Refused';

interface Props {
  record: RecordView;
  change: (act: (view: RequestView) => Promise<RequestView>) => Promise<RequestView>;
  /** Called with the id of the record that stands in its place. */
  onReplaced: (id: string) => void;
}

/** Another file in the place of a record, or the file of one that was not at hand. Number, title and kind stay. */
export function ReplaceFile({ record, change, onReplaced }: Props) {
  const session = useSession();
  const [refused, setRefused] = useState<{ check: RecordCheckView; path: string; taken: TakenInput } | null>(null);
  const replacing = useMutation({
    mutationFn: async ({ path, taken }: { path: string; taken: TakenInput }) => {
      let check: RecordCheckView | null = null;
      const next = await change(async ({ id }) => {
        const { request, refused: [first = null] } = await commands.replaceRecord(id, record.id, path, taken);
        check = first;
        return request;
      });
      return { check: check as RecordCheckView | null, path, taken, next };
    },
    onSuccess: ({ check, path, taken, next }) => {
      setRefused(check && { check, path, taken });
      if (check) return;
      announce('The file was replaced');
      onReplaced(next.records[record.position - 1]?.id ?? record.id);
    },
  });
  const choose = async () => {
    const path = await askForFile(record.file ? 'Replace the file' : 'Add the file');
    if (path !== null) replacing.mutate({ path, taken: PLAIN });
  };
  return (
    <>
      <Button look="small" busy={replacing.isPending} onClick={() => void choose()}>
        {replacing.isPending ? 'Reading the file…' : record.file ? 'Replace the file' : 'Add the file that has arrived'}
      </Button>
      <FailureNote error={replacing.error} />
      {refused && (
        <Refused
          title={record.file ? 'The file was not replaced' : 'The file was not added'}
          refused={[refused]}
          isWithin
          mayVouch={session.may_sign}
          busy={replacing.isPending}
          onSeen={() => setRefused(null)}
          onTake={(path, taken) => replacing.mutate({ path, taken })}
        />
      )}
    </>
  );
}
