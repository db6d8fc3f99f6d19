/**
 * Phosphor's pictures, drawn into the page so that they take the colour of the words beside them.
 * They are never alone: the words say it, so every picture is hidden from whoever listens.
 */
import type { ReactNode } from 'react';
import arrowLeft from '@phosphor-icons/core/assets/bold/arrow-left-bold.svg?raw';
import arrowDown from '@phosphor-icons/core/assets/bold/arrow-down-bold.svg?raw';
import arrowLineDown from '@phosphor-icons/core/assets/bold/arrow-line-down-bold.svg?raw';
import arrowUp from '@phosphor-icons/core/assets/bold/arrow-up-bold.svg?raw';
import circleHalf from '@phosphor-icons/core/assets/bold/circle-half-bold.svg?raw';
import globe from '@phosphor-icons/core/assets/bold/globe-bold.svg?raw';
import ear from '@phosphor-icons/core/assets/bold/ear-bold.svg?raw';
import hourglass from '@phosphor-icons/core/assets/bold/hourglass-medium-bold.svg?raw';
import signOut from '@phosphor-icons/core/assets/bold/sign-out-bold.svg?raw';
import textAa from '@phosphor-icons/core/assets/bold/text-aa-bold.svg?raw';
import arrowRight from '@phosphor-icons/core/assets/bold/arrow-right-bold.svg?raw';
import check from '@phosphor-icons/core/assets/bold/check-bold.svg?raw';
import megaphone from '@phosphor-icons/core/assets/bold/megaphone-bold.svg?raw';
import speaker from '@phosphor-icons/core/assets/bold/speaker-high-bold.svg?raw';
import userMinus from '@phosphor-icons/core/assets/bold/user-minus-bold.svg?raw';
import warning from '@phosphor-icons/core/assets/bold/warning-bold.svg?raw';
import arrowCounterClockwise from '@phosphor-icons/core/assets/bold/arrow-counter-clockwise-bold.svg?raw';
import arrowsLeftRight from '@phosphor-icons/core/assets/bold/arrows-left-right-bold.svg?raw';
import bellRinging from '@phosphor-icons/core/assets/bold/bell-ringing-bold.svg?raw';
import pause from '@phosphor-icons/core/assets/bold/pause-bold.svg?raw';
import play from '@phosphor-icons/core/assets/bold/play-bold.svg?raw';
import arrowUUpLeft from '@phosphor-icons/core/assets/bold/arrow-u-up-left-bold.svg?raw';
import dotsThree from '@phosphor-icons/core/assets/bold/dots-three-bold.svg?raw';
import door from '@phosphor-icons/core/assets/bold/door-bold.svg?raw';
import question from '@phosphor-icons/core/assets/bold/question-bold.svg?raw';
import fileArrowUp from '@phosphor-icons/core/assets/bold/file-arrow-up-bold.svg?raw';
import minus from '@phosphor-icons/core/assets/bold/minus-bold.svg?raw';
import plus from '@phosphor-icons/core/assets/bold/plus-bold.svg?raw';
import wifi from '@phosphor-icons/core/assets/bold/wifi-high-bold.svg?raw';
import wifiSlash from '@phosphor-icons/core/assets/bold/wifi-slash-bold.svg?raw';
import plugs from '@phosphor-icons/core/assets/bold/plugs-bold.svg?raw';
import handshake from '@phosphor-icons/core/assets/bold/handshake-bold.svg?raw';
import babyCarriage from '@phosphor-icons/core/assets/duotone/baby-carriage-duotone.svg?raw';
import baby from '@phosphor-icons/core/assets/duotone/baby-duotone.svg?raw';
import briefcase from '@phosphor-icons/core/assets/duotone/briefcase-duotone.svg?raw';
import calendar from '@phosphor-icons/core/assets/duotone/calendar-check-duotone.svg?raw';
import clock from '@phosphor-icons/core/assets/duotone/clock-duotone.svg?raw';
import compass from '@phosphor-icons/core/assets/duotone/compass-duotone.svg?raw';
import firstAidKit from '@phosphor-icons/core/assets/duotone/first-aid-kit-duotone.svg?raw';
import graduationCap from '@phosphor-icons/core/assets/duotone/graduation-cap-duotone.svg?raw';
import handHeart from '@phosphor-icons/core/assets/duotone/hand-heart-duotone.svg?raw';
import handWaving from '@phosphor-icons/core/assets/duotone/hand-waving-duotone.svg?raw';
import identificationCard from '@phosphor-icons/core/assets/duotone/identification-card-duotone.svg?raw';
import notePencil from '@phosphor-icons/core/assets/duotone/note-pencil-duotone.svg?raw';
import personHike from '@phosphor-icons/core/assets/duotone/person-simple-hike-duotone.svg?raw';
import printer from '@phosphor-icons/core/assets/duotone/printer-duotone.svg?raw';
import receipt from '@phosphor-icons/core/assets/duotone/receipt-duotone.svg?raw';
import scales from '@phosphor-icons/core/assets/duotone/scales-duotone.svg?raw';
import ticket from '@phosphor-icons/core/assets/duotone/ticket-duotone.svg?raw';
import usersThree from '@phosphor-icons/core/assets/duotone/users-three-duotone.svg?raw';
import warningCircle from '@phosphor-icons/core/assets/duotone/warning-circle-duotone.svg?raw';
import wheelchair from '@phosphor-icons/core/assets/duotone/wheelchair-duotone.svg?raw';
import bicycle from '@phosphor-icons/core/assets/duotone/bicycle-duotone.svg?raw';
import bird from '@phosphor-icons/core/assets/duotone/bird-duotone.svg?raw';
import boat from '@phosphor-icons/core/assets/duotone/sailboat-duotone.svg?raw';
import butterfly from '@phosphor-icons/core/assets/duotone/butterfly-duotone.svg?raw';
import cat from '@phosphor-icons/core/assets/duotone/cat-duotone.svg?raw';
import dog from '@phosphor-icons/core/assets/duotone/dog-duotone.svg?raw';
import fish from '@phosphor-icons/core/assets/duotone/fish-duotone.svg?raw';
import flower from '@phosphor-icons/core/assets/duotone/flower-duotone.svg?raw';
import guitar from '@phosphor-icons/core/assets/duotone/guitar-duotone.svg?raw';
import house from '@phosphor-icons/core/assets/duotone/house-duotone.svg?raw';
import key from '@phosphor-icons/core/assets/duotone/key-duotone.svg?raw';
import moon from '@phosphor-icons/core/assets/duotone/moon-duotone.svg?raw';
import smiley from '@phosphor-icons/core/assets/duotone/smiley-duotone.svg?raw';
import smileyMeh from '@phosphor-icons/core/assets/duotone/smiley-meh-duotone.svg?raw';
import smileySad from '@phosphor-icons/core/assets/duotone/smiley-sad-duotone.svg?raw';
import star from '@phosphor-icons/core/assets/duotone/star-duotone.svg?raw';
import sun from '@phosphor-icons/core/assets/duotone/sun-duotone.svg?raw';
import tree from '@phosphor-icons/core/assets/duotone/tree-duotone.svg?raw';
import umbrella from '@phosphor-icons/core/assets/duotone/umbrella-duotone.svg?raw';
import backspace from '@phosphor-icons/core/assets/bold/backspace-bold.svg?raw';
import qrCode from '@phosphor-icons/core/assets/duotone/qr-code-duotone.svg?raw';
import scan from '@phosphor-icons/core/assets/duotone/scan-duotone.svg?raw';
import magnifyingGlass from '@phosphor-icons/core/assets/duotone/magnifying-glass-duotone.svg?raw';
import bookOpen from '@phosphor-icons/core/assets/duotone/book-open-duotone.svg?raw';
import bowl from '@phosphor-icons/core/assets/duotone/bowl-food-duotone.svg?raw';
import bus from '@phosphor-icons/core/assets/duotone/bus-duotone.svg?raw';
import chats from '@phosphor-icons/core/assets/duotone/chats-circle-duotone.svg?raw';
import film from '@phosphor-icons/core/assets/duotone/film-slate-duotone.svg?raw';
import forkKnife from '@phosphor-icons/core/assets/duotone/fork-knife-duotone.svg?raw';
import handCoins from '@phosphor-icons/core/assets/duotone/hand-coins-duotone.svg?raw';
import mapPin from '@phosphor-icons/core/assets/duotone/map-pin-duotone.svg?raw';
import musicNotes from '@phosphor-icons/core/assets/duotone/music-notes-duotone.svg?raw';
import paintBrush from '@phosphor-icons/core/assets/duotone/paint-brush-duotone.svg?raw';
import phone from '@phosphor-icons/core/assets/duotone/phone-duotone.svg?raw';
import puzzle from '@phosphor-icons/core/assets/duotone/puzzle-piece-duotone.svg?raw';
import shield from '@phosphor-icons/core/assets/duotone/shield-check-duotone.svg?raw';
import shower from '@phosphor-icons/core/assets/duotone/shower-duotone.svg?raw';
import soccerBall from '@phosphor-icons/core/assets/duotone/soccer-ball-duotone.svg?raw';
import chat from '@phosphor-icons/core/assets/duotone/chat-circle-text-duotone.svg?raw';
import coins from '@phosphor-icons/core/assets/duotone/coins-duotone.svg?raw';
import doorOpen from '@phosphor-icons/core/assets/duotone/door-open-duotone.svg?raw';
import genderFemale from '@phosphor-icons/core/assets/duotone/gender-female-duotone.svg?raw';
import gift from '@phosphor-icons/core/assets/duotone/gift-duotone.svg?raw';
import lock from '@phosphor-icons/core/assets/duotone/lock-simple-duotone.svg?raw';
import rainbow from '@phosphor-icons/core/assets/duotone/rainbow-duotone.svg?raw';
import student from '@phosphor-icons/core/assets/duotone/student-duotone.svg?raw';
import thumbsDown from '@phosphor-icons/core/assets/duotone/thumbs-down-duotone.svg?raw';
import tote from '@phosphor-icons/core/assets/duotone/tote-duotone.svg?raw';
import type { PriorityIcon, ServiceIcon } from '../../shared/domain/centre.ts';
import type { ActivityIcon, Sector } from '../../shared/domain/offers/offers.ts';
import type { Picture } from '../../shared/domain/pictures.ts';
import styles from './icon.module.css';

const SERVICE_PICTURES: Record<ServiceIcon, string> = {
  compass,
  'identification-card': identificationCard,
  'first-aid-kit': firstAidKit,
  'graduation-cap': graduationCap,
  scales,
  briefcase,
  baby,
  'users-three': usersThree,
};

/** Phosphor draws no pregnancy; a stick stands for age, as on the seats of a bus. */
const PRIORITY_PICTURES: Record<PriorityIcon, string> = {
  older: personHike,
  pregnant: baby,
  disability: wheelchair,
  child: babyCarriage,
  appointment: calendar,
  other: handHeart,
};

const SECTOR_PICTURES: Record<`sector-${Sector}`, string> = {
  'sector-health': firstAidKit,
  'sector-education': graduationCap,
  'sector-protection': shield,
  'sector-integration': briefcase,
  'sector-shelter': house,
  'sector-food': bowl,
  'sector-wash': shower,
  'sector-transport': bus,
  'sector-cash': handCoins,
};

const ACTIVITY_PICTURES: Record<`activity-${ActivityIcon}`, string> = {
  'activity-talk': chats,
  'activity-class': bookOpen,
  'activity-music': musicNotes,
  'activity-ball': soccerBall,
  'activity-children': puzzle,
  'activity-craft': paintBrush,
  'activity-meal': forkKnife,
  'activity-cinema': film,
};

/** By which somebody is known again without a name: all of one colour, so that it takes none to tell them apart. */
const KNOWN_BY: Record<Picture, string> = { bird, fish, cat, dog, butterfly, tree, flower, sun, moon, star, house, key, bicycle, boat, umbrella, guitar };

const PICTURES = {
  ...SERVICE_PICTURES,
  ...PRIORITY_PICTURES,
  ...KNOWN_BY,
  ...SECTOR_PICTURES,
  ...ACTIVITY_PICTURES,
  bag: tote,
  chat,
  cost: coins,
  'door-open': doorOpen,
  free: gift,
  lock,
  rainbow,
  student,
  women: genderFemale,
  wrong: thumbsDown,
  'map-pin': mapPin,
  phone,
  backspace,
  smiley,
  'smiley-meh': smileyMeh,
  'smiley-sad': smileySad,
  'magnifying-glass': magnifyingGlass,
  'qr-code': qrCode,
  scan,
  'arrow-left': arrowLeft,
  'arrow-down': arrowDown,
  'arrow-up': arrowUp,
  lower: arrowLineDown,
  letters: textAa,
  contrast: circleHalf,
  ear,
  globe,
  hourglass,
  'sign-out': signOut,
  undo: arrowCounterClockwise,
  transfer: arrowsLeftRight,
  recall: bellRinging,
  pause,
  play,
  'put-back': arrowUUpLeft,
  question,
  more: dotsThree,
  door,
  'bring-file': fileArrowUp,
  minus,
  plus,
  'arrow-right': arrowRight,
  check,
  clock,
  'hand-waving': handWaving,
  handshake,
  megaphone,
  'note-pencil': notePencil,
  plugs,
  printer,
  receipt,
  speaker,
  ticket,
  'user-minus': userMinus,
  warning,
  'warning-circle': warningCircle,
  wifi,
  'wifi-slash': wifiSlash,
} as const;

export type IconName = keyof typeof PICTURES;

/** They point along the line of reading: back to where it began, or on. */
const ALONG: ReadonlySet<IconName> = new Set(['arrow-left', 'arrow-right']);

/** As large as the type around it, or as `className` says. */
export function Icon({ name, className }: { name: IconName; className?: string | undefined }): ReactNode {
  return (
    <span
      className={className ? `${styles.icon} ${className}` : styles.icon}
      aria-hidden="true"
      data-along={ALONG.has(name) || undefined}
      // The drawings come from the package at build time; nothing from outside reaches here.
      dangerouslySetInnerHTML={{ __html: PICTURES[name] }}
    />
  );
}
