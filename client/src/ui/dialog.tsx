// Things that lie over the screen: a dialog in the middle, a drawer at the side. Both are sheets from below on a phone, hold the
// focus, close with Escape or a click beside them, and give the focus back.

import type { ReactNode } from 'react';
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { CloseButton } from './button.tsx';
import './dialog.css';

interface OverProps {
  readonly title: ReactNode;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
  /** Above the title: where it belongs. */
  readonly above?: ReactNode;
}

/** Asks for something. */
export function Dialog(props: OverProps) {
  return <Over {...props} place="centre" box="dialog" />;
}

/** Shows one thing closely. */
export function Drawer(props: OverProps) {
  return <Over {...props} place="side" box="drawer" />;
}

function Over({
  title,
  isOpen,
  onClose,
  children,
  above,
  place,
  box,
}: OverProps & { place: string; box: string }) {
  return (
    <ModalOverlay
      className={`veil ${place}`}
      isOpen={isOpen}
      isDismissable
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
    >
      <Modal className={box}>
        <AriaDialog>
          <div className="between centred">
            {above ?? (
              <Heading slot="title" level={2}>
                {title}
              </Heading>
            )}
            <CloseButton onPress={onClose} />
          </div>
          {above ? (
            <Heading slot="title" level={2}>
              {title}
            </Heading>
          ) : null}
          {children}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
