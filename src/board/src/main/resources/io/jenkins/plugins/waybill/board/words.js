// How things are called on the board.

export function called(freight) {
  return freight.alias || (freight.freight || freight.name).slice(0, 7);
}

export function who(actor) {
  return actor ? actor.replace(/^[^:]*:/, '') || actor : 'automatic';
}

/** A number with its noun: "1 Stage", "3 Stages". Freight has no plural of its own. */
export function count(number, noun, plural = `${noun}s`) {
  return `${number} ${number === 1 ? noun : plural}`;
}

export function percent(share) {
  return share === null || share === undefined ? '–' : `${Math.round(share * 100)} %`;
}

const UNITS = [
  ['y', 31557600],
  ['d', 86400],
  ['h', 3600],
  ['min', 60],
  ['s', 1],
];

/** A length of time for people: two units at most. */
export function span(milliseconds) {
  const seconds = milliseconds / 1000;
  if (seconds < 1) {
    return `${Math.round(milliseconds)} ms`;
  }
  if (seconds < 10) {
    return `${seconds.toFixed(1)} s`;
  }
  let left = Math.round(seconds);
  const parts = [];
  for (const [unit, size] of UNITS) {
    if (left >= size) {
      parts.push(`${Math.floor(left / size)} ${unit}`);
      left %= size;
    } else if (parts.length) {
      break;
    }
    if (parts.length === 2 || (parts.length === 1 && (unit === 's' || Number.parseInt(parts[0], 10) > 9))) {
      break;
    }
  }
  return parts.join(' ');
}

export function took(from, to) {
  return from && to ? span(new Date(to) - new Date(from)) : '';
}

/** Seconds as the API gives them; a dash when there is nothing to tell. */
export function lasting(seconds) {
  if (seconds === null || seconds === undefined) {
    return '–';
  }
  return seconds < 1 ? 'under 1 s' : span(seconds * 1000).replace('.0', '');
}

/** How a state looks: good, bad, busy or quiet. */
export function tone(state) {
  switch (state) {
    case 'Succeeded':
    case 'Healthy':
    case 'Successful':
    case 'Synced':
    case 'Approved':
      return 'good';
    case 'Failed':
    case 'Errored':
    case 'Error':
    case 'Unhealthy':
    case 'Degraded':
    case 'Rejected':
    case 'Expired':
    case 'Lapsed':
    case 'Bypassed':
      return 'bad';
    case 'Running':
    case 'Progressing':
    case 'Pending':
    case 'OutOfSync':
    case 'Waiting':
      return 'busy';
    default:
      return 'quiet';
  }
}

export function shortUrl(url) {
  return url.replace(/^[a-z+]+:\/\//, '').replace(/\.git$/, '').split('/').slice(-2).join('/');
}

export function originName(origin) {
  return origin.replace(/^Warehouse\//, '');
}

/** The name of an event in the audit log as people say it: PromotionCreated is "Promotion created". */
export function eventName(type) {
  const words = type.replace(/([a-z])([A-Z])/g, '$1 $2').split(' ');
  return words.map((word, index) => (index === 0 || word === 'Freight' ? word : word.toLowerCase())).join(' ');
}
