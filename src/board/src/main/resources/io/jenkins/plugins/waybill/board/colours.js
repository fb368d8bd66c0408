// The same Freight has the same colour everywhere; its alias says the same to those who do not see colours.

const HUES = 12;

let assigned = new Map();

function wish(name) {
  let hash = 0;
  for (const character of name) {
    hash = (hash * 31 + character.codePointAt(0)) >>> 0;
  }
  return hash % HUES;
}

/**
 * Tells what runs somewhere now: as long as there are colours left, no two of these share one. What has a colour keeps it
 * as long as it runs anywhere, so that cards which are not drawn anew stay right.
 */
export function distinguish(names) {
  const running = [...new Set(names)].sort();
  const next = new Map(running.filter((name) => assigned.has(name)).map((name) => [name, assigned.get(name)]));
  const taken = new Set(next.values());
  for (const name of running.filter((other) => !next.has(other))) {
    let colour = wish(name);
    for (let tries = 0; tries < HUES && taken.has(colour); tries++) {
      colour = (colour + 5) % HUES;
    }
    taken.add(colour);
    next.set(name, colour);
  }
  assigned = next;
}

export function hue(name) {
  return `hue-${assigned.has(name) ? assigned.get(name) : wish(name)}`;
}
