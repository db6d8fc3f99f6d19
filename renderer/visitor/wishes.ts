/** What a step asks of the station. In: the step. Out: the one command it waits for, or nothing. */
import type { Command } from '../../shared/contract/commands.ts';
import { SignupId } from '../../shared/domain/ids.ts';
import { NOTICE_VERSION } from './signup/taps.ts';
import { pairOf, type FoundStep, type OpinionStep, type PicturesStep, type SignupStep, type Step } from './steps.ts';

export function wishOf(step: Step): Command | undefined {
  switch (step.kind) {
    case 'asking': {
      const { command, service, language, priority } = step;
      return { kind: 'ticket.issue', id: command, service, language, ...(priority === null ? {} : { priority }) };
    }
    case 'calling':
      return { kind: 'help.ask', id: step.command, language: step.language };
    case 'help':
      return step.over ? { kind: 'help.end', id: step.over, help: step.help } : undefined;
    case 'leaving':
      return step.command ? { kind: 'visit.cancel', id: step.command, visit: step.visit } : undefined;
    case 'ticket':
      return step.paper.kind === 'asked' ? { kind: 'ticket.reprint', id: step.paper.command, visit: step.visit } : undefined;
    case 'code':
      return step.asked ? { kind: 'paper.find', id: step.asked.command, by: { code: step.asked.code } } : undefined;
    case 'offer':
      return step.paper.kind === 'asked' ? { kind: 'offer.print', id: step.paper.command, offer: step.offer, date: step.date, language: step.paper.language } : undefined;
    case 'found':
      return ofFound(step);
    case 'reading':
      return step.isSignup && 'id' in step.by ? { kind: 'signup.find', id: step.command, by: { id: SignupId.parse(step.by.id) } } : { kind: 'paper.find', id: step.command, by: step.by };
    case 'coming': {
      const { asked, coming } = step;
      return asked ? { kind: 'ticket.issue', id: asked.command, service: coming.service, language: asked.language, appointment: coming.appointment } : undefined;
    }
    case 'pictures':
      return ofPictures(step);
    case 'opinion':
      return ofOpinion(step);
    case 'signup':
      return ofSignup(step);
    case 'findSignup':
      return step.asked ? { kind: 'signup.find', id: step.asked.command, by: { code: step.asked.code } } : undefined;
    case 'mine':
      return step.asked ? { kind: `signup.${step.asked.what}`, id: step.asked.command, signup: step.of.signup } : undefined;
    case 'signedUp':
    case 'home':
    case 'thanked':
    case 'services':
    case 'priorities':
    case 'refused':
    case 'notNow':
    case 'left':
    case 'lost':
    case 'which':
    case 'search':
    case 'kept':
    case 'plan':
    case 'streets':
    case 'offers':
    case 'narrow':
      return undefined;
    default:
      return step satisfies never;
  }
}

function ofFound({ of: { id: service }, paper, doubt }: FoundStep): Command | undefined {
  if (paper.kind === 'asked') return { kind: 'offer.print', id: paper.command, offer: service, language: paper.language };
  return doubt.kind === 'asked' ? { kind: 'directory.doubt', id: doubt.command, service } : undefined;
}

/** [X5] They leave nothing without their consent, and no consent without anything that they leave. */
function ofSignup({ asked, terms: { series }, date, party, answers, name: typed, phone, agrees }: SignupStep): Command | undefined {
  if (!asked) return undefined;
  const name = typed.trim();
  const leaves = name !== '' || phone !== '';
  return { kind: 'signup.make', id: asked.command, series, date, party, language: asked.language, answers: [...answers], name: name === '' ? null : name, phone: phone === '' ? null : phone, consent: leaves && agrees ? NOTICE_VERSION : null };
}

function ofOpinion({ face, service = null, asked }: OpinionStep): Command | undefined {
  return asked && face ? { kind: 'opinion.give', id: asked.command, face, service, answer: asked.answer } : undefined;
}

function ofPictures({ of, chosen, asked }: PicturesStep): Command | undefined {
  const pictures = pairOf(chosen);
  if (!asked || !pictures) return undefined;
  const { command: id, language } = asked;
  switch (of.kind) {
    case 'lost':
      return { kind: 'ticket.find', id, service: of.service, pictures };
    case 'come':
      return { kind: 'ticket.issue', id, service: of.coming.service, language, appointment: of.coming.appointment, pictures };
    case 'keep':
      return { kind: 'place.keep', id, service: of.service, language, pictures };
    default:
      return of satisfies never;
  }
}
