/** What a service is about, whom it is for, and how somebody gets in. */
import type { ReactNode } from 'react';
import { Audience } from '../../../../shared/domain/directory/record.ts';
import { ServiceId } from '../../../../shared/domain/ids.ts';
import { Sector, textIn } from '../../../../shared/domain/offers/offers.ts';
import { useView } from '../../../ui/bridge.ts';
import { nextOfEach } from '../../../ui/offers.ts';
import { Icon } from '../../../ui/icon.tsx';
import { useLanguage, useWords } from '../../../ui/words.ts';
import place from '../../appointments/appointments.module.css';
import { Check, Choice } from '../../fields.tsx';
import { withBeside, withoutBeside } from './change.ts';
import styles from './edit.module.css';
import { KNOWN, knownOf, type PartProps } from './parts.ts';

export function About({ editing, onChange, view }: PartProps): ReactNode {
  const t = useWords('staff');
  const language = useLanguage();
  const { service } = editing;
  const activities = nextOfEach(useView({ kind: 'offers' })?.activities ?? []);
  const { sectors = [], intake = {}, isFree, queue, activities: leadsTo = [] } = service.beside;
  const put = (changed: typeof service): void => onChange({ ...editing, service: changed });
  const audiences = intake.audiences ?? [];
  return (
    <section className={place.card}>
      <h2>{t('directory.edit.about.title')}</h2>
      <div className={styles.rows} role="group" aria-label={t('directory.edit.about.sectors')}>
        <h3>{t('directory.edit.about.sectors')}</h3>
        <p className={styles.hint}>{t('directory.edit.about.first')}</p>
        <div className={styles.chips}>
          {Sector.options.map((sector) => (
            <button key={sector} type="button" data-sector={sector} aria-pressed={sectors.includes(sector)} onClick={() => put(withBeside(service, { sectors: toggled(sectors, sector) }))}>
              <Icon name={`sector-${sector}`} />
              <span>{t(`directory.edit.about.sectorOf.${sector}`)}</span>
              {sectors.length > 1 && sectors.includes(sector) ? <span className={styles.place}>{sectors.indexOf(sector) + 1}</span> : null}
            </button>
          ))}
        </div>
      </div>
      <div className={styles.rows} role="group" aria-label={t('directory.edit.about.whom')}>
        <h3>{t('directory.edit.about.whom')}</h3>
        <p className={styles.hint}>{t('directory.edit.about.anyone')}</p>
        <div className={styles.chips}>
          {Audience.options.map((audience) => (
            <button key={audience} type="button" aria-pressed={audiences.includes(audience)} onClick={() => put(withBeside(service, { intake: { ...intake, audiences: toggled(audiences, audience) } }))}>
              <span>{t(`directory.edit.about.whomOf.${audience}`)}</span>
            </button>
          ))}
        </div>
      </div>
      <div className={styles.pair}>
        <Choice
          label={t('directory.edit.about.free')}
          value={knownOf(isFree)}
          options={KNOWN.map((each) => [each, t(`directory.edit.about.freeOf.${each}`)])}
          onChoose={(chosen) => put(chosen === 'unknown' ? withoutBeside(service, 'isFree') : withBeside(service, { isFree: chosen === 'yes' }))}
        />
        <Choice
          label={t('directory.edit.about.queue')}
          value={queue ?? ''}
          options={[['', t('directory.edit.about.noQueue')], ...view.services.map(({ id, name }) => [id, name[language]] as const)]}
          onChoose={(chosen) => put(chosen === '' ? withoutBeside(service, 'queue') : withBeside(service, { queue: ServiceId.parse(chosen) }))}
        />
      </div>
      {activities.length === 0 ? null : (
        <div className={styles.rows} role="group" aria-label={t('directory.edit.about.activities')}>
          <h3>{t('directory.edit.about.activities')}</h3>
          <div className={styles.chips}>
            {activities.map(({ id, name }) => (
              <button key={id} type="button" aria-pressed={leadsTo.includes(id)} onClick={() => put(withBeside(service, { activities: toggled(leadsTo, id) }))}>
                <span>{textIn(name, language, view.languages[0] ?? language).text}</span>
              </button>
            ))}
          </div>
        </div>
      )}
      <Check words={t('directory.edit.about.byAppointment')} isOn={intake.byAppointment === true} onChange={(byAppointment) => put(withBeside(service, { intake: { ...intake, byAppointment } }))} />
      <Check words={t('directory.edit.about.byReferral')} isOn={intake.byReferral === true} onChange={(byReferral) => put(withBeside(service, { intake: { ...intake, byReferral } }))} />
    </section>
  );
}

/** In the order in which they were chosen. */
function toggled<T>(all: readonly T[], one: T): T[] {
  return all.includes(one) ? all.filter((each) => each !== one) : [...all, one];
}
