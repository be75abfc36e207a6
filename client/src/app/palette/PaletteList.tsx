import { useEffect, useRef } from 'react';
import type { PaletteGroup, PaletteOption } from './usePaletteOptions.ts';

interface PaletteListProps {
  readonly groups: readonly PaletteGroup[];
  readonly current: PaletteOption | undefined;
  readonly onRun: (option: PaletteOption) => void;
}

/** What can be chosen, in groups. The focus stays in the field, which names the current option. */
export function PaletteList({ groups, current, onRun }: PaletteListProps) {
  const list = useRef<HTMLDivElement>(null);
  const currentId = current?.id;
  useEffect(() => {
    if (currentId !== undefined)
      list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
  }, [currentId]);
  return (
    <div ref={list} className="choices" role="listbox" id="palette-options" aria-label="Results">
      {groups.map((group) => (
        // biome-ignore lint/a11y/useSemanticElements: a group of options in a listbox has no element of its own.
        <div key={group.name} role="group" aria-label={group.name}>
          <div className="g" aria-hidden="true">
            {group.name}
          </div>
          {group.options.map((option) => (
            <Option key={option.id} option={option} isCurrent={option.id === currentId} onRun={onRun} />
          ))}
        </div>
      ))}
    </div>
  );
}

function Option({
  option,
  isCurrent,
  onRun,
}: {
  option: PaletteOption;
  isCurrent: boolean;
  onRun: (option: PaletteOption) => void;
}) {
  const Picture = option.picture;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: keys are handled where the focus is, in the field.
    <div
      className="opt"
      role="option"
      id={`option-${option.id}`}
      aria-selected={isCurrent}
      tabIndex={-1}
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => onRun(option)}
    >
      <Picture size={20} aria-hidden />
      <span className="words">
        {option.name} <span className="muted">{option.detail}</span>
      </span>
      <small>{isCurrent ? <kbd>Enter</kbd> : option.aside}</small>
    </div>
  );
}
