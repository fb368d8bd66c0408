// How things are called on the board.

const HUES = 12;

/** The same Freight has the same colour everywhere; its alias says the same to those who do not see colours. */
export function hue(name) {
  let hash = 0;
  for (const character of name) {
    hash = (hash * 31 + character.codePointAt(0)) >>> 0;
  }
  return `hue-${hash % HUES}`;
}

export function called(freight) {
  return freight.alias || (freight.freight || freight.name).slice(0, 7);
}

export function who(actor) {
  return actor ? actor.replace(/^[^:]*:/, '') || actor : 'automatic';
}

export function span(milliseconds) {
  const seconds = milliseconds / 1000;
  if (seconds < 1) {
    return `${Math.round(milliseconds)} ms`;
  }
  if (seconds < 10) {
    return `${seconds.toFixed(2)} s`;
  }
  if (seconds < 60) {
    return `${Math.round(seconds)} s`;
  }
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) {
    return `${minutes} min`;
  }
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} h ${minutes % 60} min` : `${Math.floor(hours / 24)} days`;
}

export function took(from, to) {
  return from && to ? span(new Date(to) - new Date(from)) : '';
}

export function ago(time) {
  const passed = Date.now() - new Date(time);
  return passed < 1500 ? 'just now' : `${span(Math.max(2000, Math.round(passed / 1000) * 1000)).replace('.00', '')} ago`;
}

/** How a state looks: good, bad, busy or quiet. */
export function tone(state) {
  switch (state) {
    case 'Succeeded':
    case 'Healthy':
    case 'Successful':
      return 'good';
    case 'Failed':
    case 'Errored':
    case 'Error':
    case 'Unhealthy':
      return 'bad';
    case 'Running':
    case 'Progressing':
    case 'Pending':
      return 'busy';
    default:
      return 'quiet';
  }
}
