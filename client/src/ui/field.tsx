// A field with its label, and a choice from a list.

import { ChevronDown } from 'lucide-react';
import type { ReactNode } from 'react';
import {
  Button,
  Input,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  Select,
  SelectValue,
  Text,
  TextArea,
  TextField,
} from 'react-aria-components';
import './field.css';

interface FieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly help?: string;
  readonly type?: 'text' | 'password' | 'number' | 'datetime-local';
  readonly lines?: 'some' | 'code';
  readonly autoComplete?: string;
  readonly autoFocus?: boolean;
  readonly maxLength?: number;
  readonly isRequired?: boolean;
  readonly inputMode?: 'decimal' | 'numeric' | 'text';
}

export function Field({
  label,
  value,
  onChange,
  help,
  type = 'text',
  lines,
  autoComplete,
  maxLength,
  inputMode,
  ...rest
}: FieldProps) {
  return (
    <TextField className="field" value={value} onChange={onChange} {...rest}>
      <Label>{label}</Label>
      {lines ? (
        <TextArea className={lines} spellCheck={lines !== 'code'} maxLength={maxLength} />
      ) : (
        <Input
          type={type}
          autoComplete={autoComplete}
          maxLength={maxLength}
          inputMode={inputMode}
          step="any"
        />
      )}
      {help ? <Text slot="description">{help}</Text> : null}
    </TextField>
  );
}

interface ChoiceProps<T extends string> {
  readonly label: string;
  readonly options: readonly {
    readonly id: T;
    readonly name: string;
    readonly picture?: ReactNode;
    readonly aside?: string;
  }[];
  readonly value: T;
  readonly onChange: (value: T) => void;
  /** Keeps the label for screen readers only. */
  readonly quietLabel?: boolean;
}

/** One of a list. */
export function Choice<T extends string>({ label, options, value, onChange, quietLabel }: ChoiceProps<T>) {
  return (
    <Select
      className="field"
      value={value}
      onChange={(key) => {
        const chosen = options.find((option) => option.id === key);
        if (chosen) onChange(chosen.id);
      }}
    >
      <Label className={quietLabel ? 'vh' : 'label'}>{label}</Label>
      <Button>
        <SelectValue>{() => options.find((option) => option.id === value)?.name ?? 'Choose'}</SelectValue>
        <ChevronDown size={16} aria-hidden />
      </Button>
      <Popover className="popover">
        <ListBox className="choice-list" items={options}>
          {(option) => (
            <ListBoxItem id={option.id} className="choice-item" textValue={option.name}>
              {option.picture}
              {option.name}
              {option.aside ? <small>{option.aside}</small> : null}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </Select>
  );
}
