/** The point that is chosen: what it is called, which desk or screen it is, on which floor, where; and its end. */
import { useId, useState, type ReactNode } from 'react';
import AUTONYMS from '../../../assets/locales/autonyms.json';
import type { PlanPointsView, StaffView } from '../../../shared/contract/views.ts';
import type { FloorId } from '../../../shared/domain/ids.ts';
import type { Language } from '../../../shared/domain/language.ts';
import { PlanPoint, POINT_NAME } from '../../../shared/domain/plan/plan.ts';
import { Icon } from '../../ui/icon.tsx';
import { directionOf } from '../../ui/tongues.ts';
import { useLanguage, useWords } from '../../ui/words.ts';
import place from '../appointments/appointments.module.css';
import { Choice } from '../fields.tsx';
import fields from '../fields.module.css';
import { useLabel } from './canvas.tsx';
import type { Edit } from './editing.ts';
import styles from './plan-place.module.css';
import { nameIn } from './words.ts';

interface ChosenProps {
  readonly point: PlanPoint;
  readonly view: StaffView;
  readonly plan: PlanPointsView;
  readonly act: (edit: Edit) => void;
  readonly onFloor: (floor: FloorId) => void;
}

export function Chosen({ point, view, plan, act, onFloor }: ChosenProps): ReactNode {
  const t = useWords('staff');
  const label = useLabel();
  const language = useLanguage();
  const metres = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
  return (
    <section className={place.card} data-testid="chosen">
      <h2>{label(point)}</h2>
      <p role="status" className={place.about}>
        {t('plan.at', { across: metres.format(point.x), down: metres.format(point.y) })}
      </p>
      <div className={styles.fields}>
        <button type="button" className={place.second} onClick={() => act({ kind: 'remove', id: point.id })}>
          <Icon name="backspace" />
          <span>{t('plan.remove')}</span>
        </button>
        {point.icon === 'here' ? <Screens point={point} screens={plan.screens} act={act} /> : point.icon === 'desk' ? <DeskNumber point={point} act={act} /> : view.languages.map((each) => <Name key={each} point={point} language={each} act={act} />)}
        {plan.floors.length > 1 ? (
          <Choice
            label={t('plan.floor')}
            value={point.floor}
            options={plan.floors.map(({ id, name }) => [id, nameIn(name, language)])}
            onChoose={(chosen) => {
              const floor = plan.floors.find(({ id }) => id === chosen)?.id ?? point.floor;
              act({ kind: 'change', point: { ...point, floor } });
              onFloor(floor);
            }}
          />
        ) : null}
      </div>
    </section>
  );
}

type Of<I extends PlanPoint['icon']> = Extract<PlanPoint, { icon: I }>;
type Plain = Exclude<PlanPoint, { icon: 'here' | 'desk' }>;

function Screens({ point, screens, act }: { readonly point: Of<'here'>; readonly screens: PlanPointsView['screens']; readonly act: ChosenProps['act'] }): ReactNode {
  const t = useWords('staff');
  const { device: _before, ...rest } = point;
  return (
    <Choice
      label={t('plan.screen')}
      value={point.device ?? ''}
      options={[['', t('plan.anyScreen')], ...screens.map(({ device, name }) => [device, name] as const)]}
      onChoose={(chosen) => act({ kind: 'change', point: PlanPoint.parse(chosen === '' ? rest : { ...rest, device: chosen }) })}
    />
  );
}

/** A number that could be no desk's changes nothing, and is said so. */
function DeskNumber({ point, act }: { readonly point: Of<'desk'>; readonly act: ChosenProps['act'] }): ReactNode {
  const t = useWords('staff');
  const id = useId();
  const [typed, setTyped] = useState(String(point.number));
  const isGood = PlanPoint.safeParse({ ...point, number: Number(typed) }).success;
  return (
    <div className={fields.field}>
      <label htmlFor={id}>{t('plan.number')}</label>
      <input
        id={id}
        inputMode="numeric"
        value={typed}
        aria-invalid={!isGood}
        aria-describedby={`${id}-wrong`}
        onChange={({ target }) => {
          setTyped(target.value);
          const read = PlanPoint.safeParse({ ...point, number: Number(target.value) });
          if (read.success) act({ kind: 'change', point: read.data });
        }}
      />
      <p id={`${id}-wrong`} role="alert" className={fields.wrong}>
        {isGood ? null : t('plan.numberWrong')}
      </p>
    </div>
  );
}

/** Left empty in every language, it goes by what its sign is called. */
function Name({ point, language, act }: { readonly point: Plain; readonly language: Language; readonly act: ChosenProps['act'] }): ReactNode {
  const t = useWords('staff');
  const id = useId();
  return (
    <div className={fields.field}>
      <label htmlFor={id}>{t('plan.name', { language: AUTONYMS[language] })}</label>
      <input
        id={id}
        lang={language}
        dir={directionOf(language)}
        maxLength={POINT_NAME}
        defaultValue={point.name?.[language] ?? ''}
        onChange={({ target }) => {
          const { name, ...rest } = point;
          const names = Object.entries({ ...name, [language]: target.value.trim() }).filter(([, text]) => text !== '');
          act({ kind: 'change', point: PlanPoint.parse(names.length === 0 ? rest : { ...rest, name: Object.fromEntries(names) }) });
        }}
      />
    </div>
  );
}
