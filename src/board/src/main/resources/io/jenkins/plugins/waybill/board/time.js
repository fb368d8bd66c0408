// Times as people say them, in the zone of whoever looks. They grow older by themselves, without rendering anything anew.

import { html, useEffect, useRef } from './vendor/preact-htm.js';
import { span } from './words.js';

const shown = new Set();

setInterval(() => {
  if (!document.hidden) {
    shown.forEach((refresh) => refresh());
  }
}, 1000);

/** How far this machine's clock is ahead of the server's, in milliseconds; learnt from every answer. */
let ahead = 0;

export function learnClock(response) {
  const date = Date.parse(response.headers.get('Date') || '');
  if (date && Math.abs(Date.now() - date) > 5000) {
    ahead = Date.now() - date;
  } else if (date) {
    ahead = 0;
  }
}

export function now() {
  return Date.now() - ahead;
}

export function ago(time) {
  const passed = now() - Date.parse(time);
  return passed < 1500 ? 'just now' : `${span(Math.max(2000, Math.round(passed / 1000) * 1000)).replace('.0', '')} ago`;
}

export function until(time) {
  const left = Date.parse(time) - now();
  return left <= 0 ? 'now' : `in ${span(Math.max(1000, Math.ceil(left / 1000) * 1000)).replace('.0', '')}`;
}

export function since(time) {
  return span(Math.max(1000, Math.round((now() - Date.parse(time)) / 1000) * 1000)).replace('.0', '');
}

const FULL = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'long' });
const SHORT = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });
const ZONED = new Intl.DateTimeFormat(undefined, { weekday: 'short', year: 'numeric', month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit', timeZoneName: 'short' });
const CLOCK = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium' });
const DAY = new Intl.DateTimeFormat(undefined, { month: 'short', day: 'numeric' });

export const local = (time) => SHORT.format(new Date(time));
/** With day and time zone, where nobody may be in doubt. */
export const zoned = (time) => ZONED.format(new Date(time));
export const clock = (time) => CLOCK.format(new Date(time));
export const day = (time) => DAY.format(new Date(time));

function Living({ time, words }) {
  const element = useRef(null);
  useEffect(() => {
    const refresh = () => {
      const text = words(time);
      const shows = element.current && element.current.firstChild;
      if (shows && shows.data !== text) {
        shows.data = text;
      }
    };
    refresh();
    shown.add(refresh);
    return () => shown.delete(refresh);
  }, [time, words]);
  return html`<time ref=${element} datetime=${time} title=${FULL.format(new Date(time))}>${words(time)}</time>`;
}

export const Ago = ({ time }) => html`<${Living} time=${time} words=${ago} />`;
export const Until = ({ time }) => html`<${Living} time=${time} words=${until} />`;
export const Since = ({ time }) => html`<${Living} time=${time} words=${since} />`;

/** Absolute and relative, for tables that people print. */
export const When = ({ time }) =>
  html`<span class="when"><time datetime=${time} title=${time}>${local(time)}</time> <span class="note"><${Ago} time=${time} /></span></span>`;

/** Renders anew once a moment has come. */
export function useMoment(time, wake) {
  useEffect(() => {
    const left = time ? Date.parse(time) - now() : 0;
    if (left <= 0 || left > 2 ** 31 - 1) {
      return undefined;
    }
    const timer = setTimeout(() => wake(Date.now()), left + 200);
    return () => clearTimeout(timer);
  }, [time]);
}
