import { Switch as AriaSwitch } from 'react-aria-components';
import './switch.css';

/** On or off, with its words beside it. */
export function Switch({
  label,
  isOn,
  onChange,
}: {
  label: string;
  isOn: boolean;
  onChange: (on: boolean) => void;
}) {
  return (
    <AriaSwitch className="switch" isSelected={isOn} onChange={onChange}>
      <span className="track">
        <i />
      </span>
      {label}
    </AriaSwitch>
  );
}
