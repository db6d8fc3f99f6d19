/** Who offers a service, where, and by which telephone. Places and organisations are records that others name too. */
import { useEffect, useId, useRef, useState, type ReactNode } from 'react';
import { useBridge, useView } from '../../../ui/bridge.ts';
import { Icon } from '../../../ui/icon.tsx';
import { newRecordId } from '../../../ui/ids.ts';
import { useLanguage, useWords } from '../../../ui/words.ts';
import { LONGEST_WORDS } from '../../../../shared/contract/directory.ts';
import { keyOf, LONGEST_FIELD, type HsdsAddress, type LocationRecord, type RecordId } from '../../../../shared/domain/directory/record.ts';
import place from '../../appointments/appointments.module.css';
import { Choice, TextField } from '../../fields.tsx';
import fields from '../../fields.module.css';
import { recordNow } from '../record.ts';
import { AddButton, RemoveButton } from './buttons.tsx';
import { rowsOf, withNamed, withOrganisation, withoutRow, withPlace, withRows, type Named } from './change.ts';
import styles from './edit.module.css';
import { KNOWN, knownOf, type PartProps } from './parts.ts';
import { readPoint, spellPoint } from './point.ts';

type WhereProps = Pick<PartProps, 'editing' | 'onChange'>;

export function Where(props: WhereProps): ReactNode {
  const t = useWords('staff');
  return (
    <section className={place.card}>
      <h2>{t('directory.edit.where.title')}</h2>
      <Organisation {...props} />
      <Places {...props} />
      <Phones {...props} />
    </section>
  );
}

function Organisation({ editing, onChange }: WhereProps): ReactNode {
  const t = useWords('staff');
  const [isChoosing, setChoosing] = useState(false);
  const organisation = editing.named.find(({ record }) => record.kind === 'organization');
  const choose = (chosen: Named | undefined): void => {
    setChoosing(false);
    onChange(withOrganisation(editing, chosen));
  };
  return (
    <div className={styles.rows} role="group" aria-label={t('directory.edit.where.organisation')}>
      <h3>{t('directory.edit.where.organisation')}</h3>
      <div className={styles.row}>
        <p className={styles.other}>{organisation?.record.hsds.name ?? t('directory.edit.where.none')}</p>
        {organisation ? <RemoveButton label={t('directory.edit.texts.remove', { name: organisation.record.hsds.name ?? '' })} onPress={() => choose(undefined)} /> : null}
      </div>
      {isChoosing ? (
        <PickName of="organization" onStop={() => setChoosing(false)} onPick={choose} onNew={(name) => choose({ record: { kind: 'organization', hsds: { id: newRecordId(), name, description: name }, beside: {} }, isChanged: true, services: 0 })} />
      ) : (
        <AddButton words={t('directory.edit.where.change')} onPress={() => setChoosing(true)} />
      )}
    </div>
  );
}

function Places({ editing, onChange }: WhereProps): ReactNode {
  const t = useWords('staff');
  const [isAdding, setAdding] = useState(false);
  const { service, named } = editing;
  const add = (added: Named): void => {
    setAdding(false);
    onChange(withPlace(editing, added, newRecordId()));
  };
  return (
    <>
      {rowsOf(service, 'service_at_locations').map(({ id, location_id: location }, n) => {
        const at = named.find(({ record }) => record.kind === 'location' && record.hsds.id === location);
        return at?.record.kind === 'location' ? (
          <Place key={id} n={n + 1} record={at.record} others={Math.max(0, at.services - 1)} onRecord={(record) => onChange(withNamed(editing, record))} onRemove={() => onChange({ ...editing, service: withoutRow(service, 'service_at_locations', id) })} />
        ) : null;
      })}
      {isAdding ? (
        <PickName of="location" onStop={() => setAdding(false)} onPick={add} onNew={(name) => add({ record: { kind: 'location', hsds: { id: newRecordId(), location_type: 'physical', name }, beside: {} }, isChanged: true, services: 0 })} />
      ) : (
        <AddButton words={t('directory.edit.where.addPlace')} onPress={() => setAdding(true)} />
      )}
    </>
  );
}

interface PlaceProps {
  readonly n: number;
  readonly record: LocationRecord;
  /** Services that name it besides this one. */
  readonly others: number;
  readonly onRecord: (record: LocationRecord) => void;
  readonly onRemove: () => void;
}

function Place({ n, record, others, onRecord, onRemove }: PlaceProps): ReactNode {
  const t = useWords('staff');
  const language = useLanguage();
  const floors = useView({ kind: 'planPoints' })?.floors ?? [];
  const { hsds, beside } = record;
  const [address] = hsds.addresses ?? [];
  const put = (part: Partial<LocationRecord['hsds']>): void => onRecord({ ...record, hsds: { ...hsds, ...part } });
  const putAddress = (part: Partial<HsdsAddress>): void => put({ addresses: [{ ...(address ?? { id: newRecordId() }), ...part }, ...(hsds.addresses ?? []).slice(1)] });
  const { isStepFree: _steps, ...stepless } = beside;
  const { room: _room, ...elsewhere } = beside;
  const rooms = floors.flatMap((floor) => floor.rooms.map(({ id, name }) => [id, `${name[language] ?? Object.values(name)[0] ?? id}`] as const));
  return (
    <fieldset className={styles.placed}>
      <legend>
        {t('directory.edit.where.place', { n })}
        <RemoveButton label={t('directory.edit.where.removePlace', { n })} onPress={onRemove} />
      </legend>
      {others > 0 ? <p className={styles.shared}>{t('directory.edit.where.shared', { count: others })}</p> : null}
      <TextField label={t('directory.edit.where.placeName')} value={hsds.name ?? ''} longest={LONGEST_FIELD} onChange={(name) => put({ name })} />
      <div className={styles.pair}>
        <TextField label={t('directory.edit.where.address')} value={address?.address_1 ?? ''} longest={LONGEST_FIELD} onChange={(text) => putAddress({ address_1: text })} />
        <TextField label={t('directory.edit.where.city')} value={address?.city ?? ''} longest={LONGEST_FIELD} onChange={(city) => putAddress({ city })} />
        <Point record={record} onRecord={onRecord} />
        <Choice label={t('directory.edit.where.step')} value={knownOf(beside.isStepFree)} options={KNOWN.map((each) => [each, t(`directory.edit.where.stepOf.${each}`)])} onChoose={(chosen) => onRecord({ ...record, beside: chosen === 'unknown' ? stepless : { ...beside, isStepFree: chosen === 'yes' } })} />
        {rooms.length === 0 ? null : <Choice label={t('directory.edit.where.room')} value={beside.room ?? ''} options={[['', t('directory.edit.where.noRoom')], ...rooms]} onChoose={(room) => onRecord({ ...record, beside: room === '' ? elsewhere : { ...beside, room } })} />}
      </div>
    </fieldset>
  );
}

/** Two numbers as maps give them; what is none changes nothing, and is said so. */
function Point({ record, onRecord }: Pick<PlaceProps, 'record' | 'onRecord'>): ReactNode {
  const t = useWords('staff');
  const id = useId();
  const [typed, setTyped] = useState(spellPoint(record.hsds));
  const isGood = typed.trim() === '' || readPoint(typed) !== undefined;
  const type = (text: string): void => {
    setTyped(text);
    const { latitude: _latitude, longitude: _longitude, ...hsds } = record.hsds;
    const point = readPoint(text);
    if (point) onRecord({ ...record, hsds: { ...hsds, ...point } });
    else if (text.trim() === '') onRecord({ ...record, hsds });
  };
  return (
    <div className={fields.field}>
      <label htmlFor={id}>{t('directory.edit.where.point')}</label>
      <input id={id} value={typed} placeholder={t('directory.edit.where.pointAbout')} aria-invalid={!isGood || undefined} aria-describedby={`${id}-wrong`} onChange={({ target }) => type(target.value)} />
      <p id={`${id}-wrong`} role="alert" className={fields.wrong}>
        {isGood ? null : t('directory.edit.where.pointWrong')}
      </p>
    </div>
  );
}

function Phones({ editing, onChange }: WhereProps): ReactNode {
  const t = useWords('staff');
  const { service } = editing;
  const phones = rowsOf(service, 'phones');
  const put = (are: typeof phones): void => onChange({ ...editing, service: withRows(service, 'phones', are) });
  return (
    <div className={styles.rows} role="group" aria-label={t('directory.edit.where.phones')}>
      <h3>{t('directory.edit.where.phones')}</h3>
      {phones.map((phone, n) => {
        const change = (part: Partial<typeof phone>): void => put(phones.map((each) => (each.id === phone.id ? { ...each, ...part } : each)));
        return (
          <div key={phone.id} className={styles.phone}>
            <TextField label={t('directory.edit.where.number', { n: n + 1 })} value={phone.number} longest={LONGEST_FIELD} onChange={(number) => change({ number })} />
            <TextField label={t('directory.edit.where.phoneAbout', { n: n + 1 })} value={phone.description ?? ''} longest={LONGEST_FIELD} onChange={(description) => change({ description })} />
            <RemoveButton label={t('directory.edit.where.removePhone', { n: n + 1 })} onPress={() => onChange({ ...editing, service: withoutRow(service, 'phones', phone.id) })} />
          </div>
        );
      })}
      <AddButton words={t('directory.edit.where.addPhone')} onPress={() => put([...phones, { id: newRecordId(), number: '' }])} />
    </div>
  );
}

interface PickNameProps {
  readonly of: 'organization' | 'location';
  readonly onPick: (named: Named) => void;
  readonly onNew: (name: string) => void;
  readonly onStop: () => void;
}

/** One that is there already, or a new one by that name. */
function PickName({ of, onPick, onNew, onStop }: PickNameProps): ReactNode {
  const t = useWords('staff');
  const bridge = useBridge();
  const [words, setWords] = useState('');
  const rows = useView({ kind: 'names', of, words })?.rows ?? [];
  const name = words.trim();
  const box = useRef<HTMLDivElement>(null);
  // What was pressed to come here is gone.
  useEffect(() => box.current?.querySelector('input')?.focus(), []);
  const pick = async (id: RecordId, services: number): Promise<void> => {
    const { record } = await recordNow(bridge, keyOf(of, id));
    if (record?.kind === 'organization' || record?.kind === 'location') onPick({ record, services: services + 1, isChanged: false });
  };
  return (
    <div ref={box} className={styles.pick}>
      <TextField label={t('directory.edit.where.search')} value={words} longest={LONGEST_WORDS} onChange={setWords} />
      <ul>
        {rows.map((row) => (
          <li key={row.id}>
            <button type="button" onClick={() => void pick(row.id, row.services)}>
              <span>{row.name}</span>
              <small>{t('directory.edit.where.services', { count: row.services })}</small>
            </button>
          </li>
        ))}
        {name === '' ? null : (
          <li>
            <button type="button" onClick={() => onNew(name)}>
              <Icon name="plus" />
              <span>{t('directory.edit.where.create', { name })}</span>
            </button>
          </li>
        )}
      </ul>
      <button type="button" className={place.back} onClick={onStop}>
        {t('directory.edit.where.stop')}
      </button>
    </div>
  );
}
