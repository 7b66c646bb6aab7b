// The one door to Rust: every command as a function that answers, or fails with words and a code.
import { convertFileSrc } from '@tauri-apps/api/core';
import { listen } from '@tauri-apps/api/event';
import { getCurrentWebview } from '@tauri-apps/api/webview';
import { open as openDialog, save as saveDialog } from '@tauri-apps/plugin-dialog';
import { commands as raw } from './bindings';
import { Failure } from './failure';
import type { LeftOverView, PrintingView, ProgressView, Whole } from './wire';

type Raw = typeof raw;
type Answered<F> = F extends (...words: infer W) => Promise<infer R>
  ? (...words: W) => Promise<Extract<R, { status: 'ok' }> extends { data: infer D } ? Whole<D> : never>
  : never;
type Commands = { [Name in keyof Raw]: Answered<Raw[Name]> };
type AnyCommand = (...words: unknown[]) => Promise<{ status: 'ok'; data: unknown } | { status: 'error'; error: unknown }>;

const signedOut = new Set<() => void>();

/** Every command of the shell. */
export const commands = Object.fromEntries(
  Object.entries(raw).map(([name, command]) => [
    name,
    async (...words: unknown[]) => {
      // A wrong argument or an unknown command is refused by the framework with a bare text.
      const answer = await (command as AnyCommand)(...words).catch((error: unknown) => ({ status: 'error', error }) as const);
      if (answer.status === 'ok') return answer.data;
      const failure = Failure.from(answer.error);
      if (failure.code === 'signed_out') signedOut.forEach((tell) => tell());
      throw failure;
    },
  ]),
) as Commands;

/** Calls `tell` whenever a command finds that nobody is signed in. */
export function onSignedOut(tell: () => void): () => void {
  signedOut.add(tell);
  return () => signedOut.delete(tell);
}

/** Calls `tell` with the progress of an assembly; returns what ends it. */
export function onAssembling(tell: (progress: ProgressView) => void): () => void {
  return ending(listen<ProgressView>('assembling', (event) => tell(event.payload)));
}

/** Calls `tell` with how far a print job is; returns what ends it. */
export function onPrinting(tell: (printing: PrintingView) => void): () => void {
  return ending(listen<PrintingView>('printing', (event) => tell(event.payload)));
}

/** Calls `tell` when the closed window comes back since something takes long. */
export function onFinishing(tell: () => void): () => void {
  return ending(listen('finishing', tell));
}

/** Calls `save` when the window is about to close. */
export function onClosing(save: () => void): () => void {
  return ending(listen('closing', save));
}

/** Calls `tell` with what waits when the person closes the window. */
export function onLeftOver(tell: (waits: LeftOverView) => void): () => void {
  return ending(listen<LeftOverView>('left-over', (event) => tell(event.payload)));
}

/** Calls `lock` when the desk was left for too long. */
export function onLock(lock: () => void): () => void {
  return ending(listen('lock', lock));
}

/** Calls `warn` with the seconds that are left before that. */
export function onLockSoon(warn: (seconds: number) => void): () => void {
  return ending(listen<number>('lock-soon', (event) => warn(event.payload)));
}

/** What happens to files that are dragged over the window. */
export interface Drop {
  over: () => void;
  left: () => void;
  dropped: (paths: string[]) => void;
}

/** Tells of files that are dragged over the window and dropped on it. */
export function onDrop({ over, left, dropped }: Drop): () => void {
  return ending(
    getCurrentWebview().onDragDropEvent(({ payload }) => {
      if (payload.type === 'drop') dropped(payload.paths);
      else if (payload.type === 'leave') left();
      else over();
    }),
  );
}

/** Asks for files to add; an empty list if the person thought better of it. */
export async function askForFiles(): Promise<string[]> {
  const chosen = await openDialog({
    multiple: true,
    title: 'Add records',
    filters: [
      // The dialog only helps to find files: what a file really is, its content says.
      { name: 'All files', extensions: ['*'] },
      { name: 'PDF files', extensions: ['pdf'] },
      { name: 'Pictures', extensions: ['jpg', 'jpeg', 'png', 'tif', 'tiff', 'webp', 'bmp', 'gif', 'jp2', 'dcm'] },
    ],
  });
  return chosen ?? [];
}

/** Asks for one file to add. */
export function askForFile(title: string): Promise<string | null> {
  return openDialog({ title, filters: [{ name: 'All files', extensions: ['*'] }] });
}

/** Asks for one backup. */
export function askForBackup(): Promise<string | null> {
  return openDialog({ title: 'Choose a backup', filters: [{ name: 'Backups', extensions: ['backup'] }, { name: 'All files', extensions: ['*'] }] });
}

/** Asks where to make a backup. */
export function askWhereToBackUp(name: string): Promise<string | null> {
  return saveDialog({ title: 'Make a backup', defaultPath: name, filters: [{ name: 'Backups', extensions: ['backup'] }] });
}

/** Asks for a picture, such as a logo; what is in the file is looked at before it is taken. */
export function askForPicture(title: string): Promise<string | null> {
  return openDialog({ title, filters: [{ name: 'PNG and JPEG pictures', extensions: ['png', 'jpg', 'jpeg'] }, { name: 'All files', extensions: ['*'] }] });
}

/** Asks for a folder. */
export function askForFolder(title: string): Promise<string | null> {
  return openDialog({ title, directory: true });
}

/** Asks where to save a PDF. */
export function askWhereToSave(name: string): Promise<string | null> {
  return saveDialog({ title: 'Save as PDF', defaultPath: name, filters: [{ name: 'PDF', extensions: ['pdf'] }] });
}

/** Asks where to save a table. */
export function askWhereToSaveTable(name: string): Promise<string | null> {
  return saveDialog({ title: 'Save as a table', defaultPath: name, filters: [{ name: 'Table (CSV)', extensions: ['csv'] }] });
}

/** The address of the picture of a page, drawn so many pixels wide. */
export function pagePicture(token: string, page: number, width: number): string {
  return `${convertFileSrc('', 'record')}${token}/${page}?w=${Math.round(width)}`;
}

function ending(listening: Promise<() => void>): () => void {
  return () => void listening.then((stop) => stop());
}
