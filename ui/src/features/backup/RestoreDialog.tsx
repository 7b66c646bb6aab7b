import { Button } from '@/components/Button';
import { Dialog } from '@/components/Dialog';
import { useSession } from '@/lib/session';
import { RestoreForm } from './RestoreForm';

/** A store beside the one that is open: a drill, or a look at how things stood. */
export function RestoreDialog({ file, onClose }: { file: string; onClose: () => void }) {
  const { user } = useSession();
  return (
    <Dialog title="Restore this backup into a folder of its own" onClose={onClose}>
      <RestoreForm
        file={file}
        name={user.name}
        asksFolder
        done={(restored) => (
          <>
            <p>The backup was proved and restored. The store that is open was not touched.</p>
            <p className="so-path">{restored.store}</p>
            <p>To open it, start the program with SECOND_OPINION_HOME set to this folder.</p>
            <Button onClick={onClose}>Close</Button>
          </>
        )}
        onCancel={onClose}
      />
    </Dialog>
  );
}
