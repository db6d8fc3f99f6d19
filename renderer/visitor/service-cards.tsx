/** The centre's services by name and picture alone, to say which one something is about: also those that give no turn now. */
import type { ReactNode } from 'react';
import type { ServiceId } from '../../shared/domain/ids.ts';
import { Icon } from '../ui/icon.tsx';
import { useLanguage } from '../ui/words.ts';
import cards from './services.module.css';
import type { PageParts } from './visitor.tsx';

export function ServiceCards({ view: { services }, disabled, onChoose }: Pick<PageParts, 'view'> & { readonly disabled: boolean; readonly onChoose: (service: ServiceId) => void }): ReactNode {
  const language = useLanguage();
  return (
    <ul className={cards.cards} data-count={services.length}>
      {services.map(({ id, icon, name }) => (
        <li key={id}>
          <button type="button" className={cards.card} data-turns="open" disabled={disabled} onClick={() => onChoose(id)}>
            <span className={cards.picture}>
              <Icon name={icon} />
            </span>
            <span className={cards.words}>
              <span className={cards.name}>{name[language]}</span>
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}
