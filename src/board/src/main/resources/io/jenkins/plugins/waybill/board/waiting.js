// What waits for me, over all projects: for people who only come to answer, often on a phone.

import { html, useState } from './vendor/preact-htm.js';
import { href } from './address.js';
import { chosen, config, titleOf } from './config.js';
import { Ask } from './dialogs.js';
import { useLive } from './live.js';
import { Artifacts, Chip, Loading, Title, Trouble } from './parts.js';
import { Buttons, answers } from './question.js';
import { StandIns } from './standin.js';
import { Ago } from './time.js';
import { who } from './words.js';

const POLL = 3000;

/** Only what is about the projects of this page. */
export function useWaiting() {
  const live = useLive('waiting', POLL);
  return live.value && config.projects ? { ...live, value: { items: live.value.items.filter((item) => chosen(item.project)) } } : live;
}

export function Waiting() {
  const { value, problem } = useWaiting();
  const [question, ask] = useState(null);
  if (!value) {
    return html`<${Loading} problem=${problem} what="what waits for you" />`;
  }
  return html`<section class="page">
    <header><${Title}>Waiting for me<//></header>
    <${Trouble} problem=${problem} />
    ${value.items.length ? null : html`<p class="empty">Nothing waits for you. Promotions that need your answer show up here, from all projects.</p>`}
    <ul class="waiting">
      ${value.items.map((item) => html`<${Item} key=${`${item.project}/${item.promotion || item.approval}`} item=${item} ask=${ask} />`)}
    </ul>
    <${StandIns} />
    ${question ? html`<${Ask} project=${question.project} question=${question} onClose=${() => ask(null)} />` : null}
  </section>`;
}

function Item({ item, ask }) {
  const asks = { kind: item.kind };
  const question = { project: item.project, stage: item.stage, promotion: item.promotion, approval: item.approval };
  const place = item.approval ? ['approvals', item.approval] : ['promotions', item.promotion];
  return html`<li class="card asks">
    <h3>
      <a href=${href(item.project)}><bdi>${titleOf(item.project)}</bdi></a> to${' '}
      <a href=${href(item.project, ['stages', item.stage])}><bdi>${item.stage}</bdi></a>
    </h3>
    <p class="line"><${Chip} freight=${item} project=${item.project} /> <span class="note">asked <${Ago} time=${item.since} />${item.askedBy ? html` by <bdi>${who(item.askedBy)}</bdi>` : ''}</span></p>
    <${Artifacts} artifacts=${item.artifacts} notes />
    ${item.question ? html`<p><strong><bdi>${item.question}</bdi></strong></p>` : null}
    ${item.message ? html`<p>${item.message}</p>` : null}
    ${item.standingInFor ? html`<p class="hold">You answer for <bdi>${item.standingInFor}</bdi>.</p>` : null}
    <p class="buttons start">
      <${Buttons} entries=${answers(asks, question, () => true, ask)} />
      <a class="button" href=${href(item.project, place)}>${item.approval ? 'Who else is asked' : 'What it changes'}</a>
      ${item.link && /^https?:/.test(item.link) ? html`<a class="button" href=${item.link}>Where it was asked</a>` : null}
    </p>
  </li>`;
}
