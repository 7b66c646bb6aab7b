import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { announce } from '@/components/announce';
import { Button } from '@/components/Button';
import { FailureNote, Inset } from '@/components/Callout';
import { Dialog } from '@/components/Dialog';
import { PageViewer } from '@/components/PageViewer';
import { askForPicture, commands } from '@/lib/commands';
import { queries } from '@/lib/queries';
import type { SignatureView } from '@/lib/wire';
import { Drawing } from './Drawing';

/** A clinician’s signature by hand: taken from a picture or drawn here, seen on a letter, and taken away again. */
export function Signature() {
  const cache = useQueryClient();
  const kept = useQuery(queries.signature());
  const [isDrawing, setIsDrawing] = useState(false);
  const [isTaking, setIsTaking] = useState(false);
  const changing = useMutation({
    mutationFn: (change: () => Promise<SignatureView | null>) => change(),
    onSuccess: async (signature) => {
      if (!signature) return;
      setIsDrawing(false);
      setIsTaking(false);
      announce(signature.picture ? 'Your signature is kept' : 'Your signature was taken away');
      cache.setQueryData(queries.signature().queryKey, signature);
      await cache.invalidateQueries({ queryKey: queries.signedExample().queryKey });
    },
  });
  const fromFile = async () => {
    const path = await askForPicture('Your signature');
    return path === null ? null : commands.keepSignatureFile(path);
  };
  const { picture = null, media_type = null } = kept.data ?? {};
  return (
    <section className="so-card" aria-labelledby="signature-title">
      <h2 className="nhsuk-heading-m" id="signature-title">
        Your signature
      </h2>
      <p>It stands on the letters that you sign from now on, beside your name. What you have signed stays as it is, and nobody else can use it: signing always asks for your passphrase.</p>
      <FailureNote error={kept.error ?? (isDrawing ? null : changing.error)} />
      {picture && <img className="so-signature" alt="Your signature as it is kept" src={`data:${media_type};base64,${picture}`} />}
      {kept.data && !picture && <p className="so-soft">You keep no signature: your letters carry your name alone.</p>}
      <div className="nhsuk-button-group">
        <Button look={picture ? 'second' : 'main'} onClick={() => setIsDrawing(true)}>
          Draw it
        </Button>
        <Button look="second" busy={changing.isPending} onClick={() => changing.mutate(fromFile)}>
          Take it from a picture
        </Button>
        {picture && (
          <Button look="second" onClick={() => setIsTaking(true)}>
            Take it away
          </Button>
        )}
      </div>
      {picture && <OnALetter />}
      {isDrawing && (
        <Dialog title="Draw your signature" onClose={() => setIsDrawing(false)}>
          <Drawing
            error={changing.error}
            isKeeping={changing.isPending}
            onKeep={(drawn) => changing.mutate(() => commands.keepDrawnSignature(drawn))}
            onClose={() => setIsDrawing(false)}
          />
        </Dialog>
      )}
      {isTaking && (
        <Dialog title="Take your signature away?" onClose={() => setIsTaking(false)}>
          <p>The letters that you sign from now on carry your name alone. Those that you have signed keep the signature that they have.</p>
          <div className="nhsuk-button-group">
            <Button busy={changing.isPending} onClick={() => changing.mutate(() => commands.takeSignatureAway())}>
              Take it away
            </Button>
            <Button look="second" onClick={() => setIsTaking(false)}>
              Cancel
            </Button>
          </div>
        </Dialog>
      )}
    </section>
  );
}

/** The last page of an invented patient’s letter, on which the signature stands. */
function OnALetter() {
  const example = useQuery(queries.signedExample());
  return (
    <>
      <h3 className="nhsuk-heading-s">On a letter</h3>
      <FailureNote error={example.error} />
      {example.data ? <PageViewer key={example.data.token} of="example letter" document={example.data} start={example.data.pages.length} /> : <div className="so-viewer so-viewer--coming" aria-busy="true" />}
      <Inset>
        <p>The patient of this letter is invented.</p>
      </Inset>
    </>
  );
}
