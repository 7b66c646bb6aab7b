import { Directory } from '@/features/directory/Directory';
import { useSession } from '@/lib/session';

export function DirectoryPage() {
  return <Directory session={useSession()} />;
}
