// Buttons: one main button on a screen, others quieter. All sizes and states are in button.css.

import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button as AriaButton, type ButtonProps } from 'react-aria-components';
import './button.css';

export interface ButtonLook extends Omit<ButtonProps, 'className' | 'style'> {
  readonly look?: 'main' | 'quiet' | 'danger';
  readonly small?: boolean;
  readonly children: ReactNode;
}

/** A button with words. */
export function Button({ look, small, ...rest }: ButtonLook) {
  const looks = { main: ' main', quiet: ' quiet', danger: ' quiet danger' };
  return <AriaButton {...rest} className={`btn${look ? looks[look] : ''}${small ? ' small' : ''}`} />;
}

/** A button that reads like a link, for the second line of a row. */
export function LinkButton(props: Omit<ButtonProps, 'className'>) {
  return <AriaButton {...props} className="link" />;
}

/** A button that is only a picture; `label` is what it is called. */
export function RoundButton({
  label,
  main,
  ...rest
}: Omit<ButtonProps, 'className'> & { label: string; main?: boolean }) {
  return <AriaButton {...rest} aria-label={label} className={`round${main ? ' main' : ''}`} />;
}

/** Closes what it is in. */
export function CloseButton({ onPress }: { onPress: () => void }) {
  return (
    <AriaButton aria-label="Close" className="round close" onPress={onPress}>
      <X size={20} aria-hidden />
    </AriaButton>
  );
}
