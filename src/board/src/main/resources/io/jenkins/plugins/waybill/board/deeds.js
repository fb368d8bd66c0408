// What people can do, each as one function; they show at once what is expected and take it back when it is refused.

import { href, projectPath } from './address.js';
import { post } from './api.js';
import { attempt } from './notices.js';
import { called } from './words.js';

export function promote(project, stage, freight) {
  return attempt(() => post(projectPath(project, 'promotions'), { stage, freight: freight.freight || freight.name }), {
    key: `${project}/${stage}`,
    what: `Asking for ${called(freight)}…`,
    done: (made) => ({
      text: `${called(freight)} is on its way to ${stage}.`,
      href: href(project, ['promotions', made.promotion.name]),
      link: 'Watch it',
    }),
  });
}

export function rollBack(project, stage, freight, comment = '') {
  return attempt(() => post(projectPath(project, 'stages', stage, 'rollback'), { freight: freight.name, comment }), {
    key: `${project}/${stage}`,
    what: `Rolling back to ${called(freight)}…`,
    done: (made) => ({
      text: `${stage} goes back to ${called(freight)}.`,
      href: href(project, ['promotions', made.promotion.name]),
      link: 'Watch it',
    }),
  });
}

const ANSWERED = { approve: 'Approved', reject: 'Rejected', abort: 'Asked to stop', cancel: 'Nobody is asked any more', override: 'It may start now', bypass: 'It goes on without approval' };
const REASONED = new Set(['override', 'bypass']);

/**
 * Answers or stops what waits for people: a promotion, or a gate outside of any. `deed` is approve, reject, bypass,
 * abort, cancel, or override, which lets a promotion start in a closed window.
 */
export function answer(project, { stage, promotion, approval }, deed, comment) {
  const kind = approval ? 'approvals' : 'promotions';
  const name = approval || promotion;
  const body = deed === 'abort' ? {} : REASONED.has(deed) ? { reason: comment } : { comment };
  return attempt(() => post(projectPath(project, kind, name, deed), body), {
    done: () => ({ text: `${ANSWERED[deed]}: ${stage}.`, href: href(project, [kind, name]), link: 'See it' }),
  });
}

/** Answers a step that asks for values. */
export function submitValues(project, stage, promotion, step, values, comment) {
  return attempt(() => post(projectPath(project, 'promotions', promotion, 'input'), { step, values, comment }), {
    done: () => ({ text: `Answered: ${stage}.`, href: href(project, ['promotions', promotion]), link: 'See it' }),
  });
}

export function verify(project, stage) {
  return attempt(() => post(projectPath(project, 'stages', stage, 'verification')), {
    done: () => ({ text: `${stage} is being verified again.` }),
  });
}

export function refresh(project, warehouse) {
  return attempt(() => post(projectPath(project, 'warehouses', warehouse, 'refresh')), {
    done: (view) => (view.message
      ? { text: `${warehouse}: ${view.message}`, bad: Boolean(view.failingSince) }
      : { text: `${warehouse} has looked; what is new shows up here.` }),
  });
}

export function rename(project, freight, alias) {
  return attempt(() => post(projectPath(project, 'freight', freight.name, 'alias'), { alias }), {
    done: () => ({ text: `${called(freight)} is called ${alias} now.` }),
  });
}

export function clear(project, stage, freight, comment) {
  return attempt(() => post(projectPath(project, 'stages', stage, 'approvals'), { freight: freight.name, comment }), {
    done: () => ({ text: `${called(freight)} may go to ${stage}, whatever verification and soak time say.` }),
  });
}
