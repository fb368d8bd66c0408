// Lists: Freight, promotions, the audit log; and the pages of one Stage and one piece of Freight.

import { html, useEffect, useState } from './vendor/preact-htm.js';
import { at, projectPath, segment } from './address.js';
import { get, poll, post } from './api.js';
import { Artifacts, Chip, State, Trouble } from './parts.js';
import { ago, took, who } from './words.js';

/** The first part of a list, kept up to date; more parts follow when asked for. */
function useList(path, separator = '?') {
  const [first, setFirst] = useState(null);
  const [more, setMore] = useState({ items: [], next: null, begun: false });
  const [problem, setProblem] = useState(null);
  useEffect(() => {
    setFirst(null);
    setMore({ items: [], next: null, begun: false });
    return poll(`${path}${separator}limit=50`, 2000, setFirst, setProblem);
  }, [path]);
  const next = more.begun ? more.next : first && first.nextCursor;
  async function load() {
    try {
      const page = await get(`${path}${separator}limit=50&cursor=${segment(next)}`);
      setMore({ items: [...more.items, ...page.items], next: page.nextCursor || null, begun: true });
    } catch (failure) {
      setProblem(failure);
    }
  }
  const known = new Set();
  const items = [...(first ? first.items : []), ...more.items].filter((item) => {
    const key = item.name || item.sequence;
    return known.has(key) ? false : known.add(key);
  });
  return { items, loaded: Boolean(first), more: next ? load : null, problem };
}

function More({ list }) {
  return html`<${Trouble} problem=${list.problem} />
    ${list.more ? html`<p><button type="button" onClick=${list.more}>Show more</button></p>` : null}`;
}

function Places({ freight }) {
  const places = Object.keys(freight.currentlyIn);
  const passed = Object.keys(freight.verifiedIn).filter((stage) => !places.includes(stage));
  return html`<span class="places">
    ${places.map((stage) => html`<span class="place here">${stage}</span> `)}
    ${passed.map((stage) => html`<span class="place" title="Verified here">${stage}</span> `)}
  </span>`;
}

export function FreightList({ project }) {
  const [text, setText] = useState('');
  const path = projectPath(project, 'freight');
  const list = useList(text ? `${path}?q=${segment(text)}` : path, text ? '&' : '?');
  return html`<section class="page">
    <header>
      <h2>Freight</h2>
      <label class="search">Find <input type="search" value=${text} onInput=${(event) => setText(event.target.value)} /></label>
    </header>
    <div class="scroll" tabindex="0" role="region" aria-label="Freight">
      <table>
        <thead>
          <tr><th>Freight</th><th>Content</th><th>Found</th><th>Where it is, and has been verified</th></tr>
        </thead>
        <tbody>
          ${list.items.map(
            (item) => html`<tr key=${item.name}>
              <td><${Chip} freight=${item} href="${at(project)}/freight/${segment(item.name)}" /></td>
              <td><${Artifacts} artifacts=${item.artifacts} notes /></td>
              <td class="note">${ago(item.discoveredAt)}</td>
              <td><${Places} freight=${item} /></td>
            </tr>`,
          )}
        </tbody>
      </table>
    </div>
    ${list.loaded && !list.items.length ? html`<p class="empty">${text ? 'Nothing found.' : 'No Freight yet.'}</p>` : null}
    <${More} list=${list} />
  </section>`;
}

export function FreightPage({ project, name }) {
  const [freight, setFreight] = useState(null);
  const [problem, setProblem] = useState(null);
  useEffect(() => poll(projectPath(project, 'freight', name), 2000, setFreight, setProblem), [project, name]);
  if (!freight) {
    return html`<${Trouble} problem=${problem} />`;
  }
  return html`<article class="page">
    <header><h2><${Chip} freight=${freight} /></h2></header>
    <p class="note"><code>${freight.name}</code></p>
    <${Trouble} problem=${problem} />
    <dl>
      <dt>From</dt><dd>${freight.origin}, found ${ago(freight.discoveredAt)}</dd>
      <dt>Content</dt><dd><${Artifacts} artifacts=${freight.artifacts} notes /></dd>
      ${Object.entries(freight.currentlyIn).map(([stage, since]) => html`<dt>In ${stage}</dt><dd>since ${ago(since).replace(' ago', '')}</dd>`)}
      ${Object.entries(freight.verifiedIn).map(([stage, use]) => html`<dt>Verified in ${stage}</dt><dd>${ago(use.at)}</dd>`)}
      ${Object.entries(freight.approvedFor).map(
        ([stage, approval]) => html`<dt>Approved for ${stage}</dt>
          <dd>${who(approval.actor)}, ${ago(approval.at)}${approval.comment ? `: ${approval.comment}` : ''}</dd>`,
      )}
    </dl>
    <h3>Promotions</h3>
    <${PromotionTable} project=${project} query="freight=${segment(freight.name)}" />
  </article>`;
}

function PromotionTable({ project, query }) {
  const path = projectPath(project, 'promotions');
  const list = useList(query ? `${path}?${query}` : path, query ? '&' : '?');
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Promotions">
      <table>
        <thead>
          <tr><th>Stage</th><th>Freight</th><th>Result</th><th>By</th><th>When</th><th>Took</th></tr>
        </thead>
        <tbody>
          ${list.items.map(
            (item) => html`<tr key=${item.name}>
              <td><a href="${at(project)}/promotions/${segment(item.name)}">${item.stage}</a>${item.rollback ? ' (rollback)' : ''}</td>
              <td><${Chip} freight=${item} /></td>
              <td><${State} value=${item.phase} /></td>
              <td>${who(item.actor)}</td>
              <td class="note">${ago(item.createdAt)}</td>
              <td class="note">${took(item.startedAt, item.finishedAt)}</td>
            </tr>`,
          )}
        </tbody>
      </table>
    </div>
    ${list.loaded && !list.items.length ? html`<p class="empty">None yet.</p>` : null}
    <${More} list=${list} />`;
}

export function History({ project }) {
  return html`<section class="page">
    <header><h2>Promotions</h2></header>
    <${PromotionTable} project=${project} />
  </section>`;
}

export function StagePage({ project, name, may, ask }) {
  const [detail, setDetail] = useState(null);
  const [problem, setProblem] = useState(null);
  const [failure, setFailure] = useState(null);
  useEffect(() => poll(projectPath(project, 'stages', name), 1000, setDetail, setProblem), [project, name]);
  if (!detail) {
    return html`<${Trouble} problem=${problem} />`;
  }
  const stage = detail.stage;
  async function act(what) {
    setFailure(null);
    try {
      await post(projectPath(project, 'stages', name, what));
    } catch (failed) {
      setFailure(failed);
    }
  }
  return html`<article class="page">
    <header>
      <h2>${stage.name}</h2>
      ${stage.health ? html`<${State} value=${stage.health} />` : null}
    </header>
    ${stage.description ? html`<p>${stage.description}</p>` : null}
    <p class="note">${detail.place}</p>
    <${Trouble} problem=${problem} />
    <${Trouble} problem=${failure} />
    ${stage.holds.map((hold) => html`<p class="hold">${hold}</p>`)}
    ${stage.healthIssues.map((issue) => html`<p class="message">${issue}</p>`)}
    <p class="buttons start">
      ${may('PROMOTE', name) && !stage.controlFlow
        ? html`<button type="button" class="primary" onClick=${() => ask({ kind: 'promote', stage })}>Promote…</button>`
        : null}
      ${may('PROMOTE', name) && detail.history.length > 1
        ? html`<button type="button" onClick=${() => act('rollback')}>Roll back to what ran before</button>`
        : null}
      ${may('VERIFY', name) && stage.current.length
        ? html`<button type="button" onClick=${() => act('verification')}>Verify again</button>`
        : null}
    </p>
    <h3>What ran here</h3>
    <ol class="past">
      ${detail.history.map(
        (entry, index) => html`<li>
          ${entry.freight.map((carried) => html`<${Chip} freight=${carried} href="${at(project)}/freight/${segment(carried.name)}" /> <${Artifacts} artifacts=${carried.artifacts} notes />`)}
          ${index === 0 ? html`<span class="label">now</span>` : null}
          ${entry.verifications.map((verification) => html`<p class="note">Verified ${ago(verification.startedAt)}: <${State} value=${verification.phase} /> ${verification.message}</p>`)}
        </li>`,
      )}
    </ol>
    ${detail.history.length ? null : html`<p class="empty">Nothing yet.</p>`}
    <h3>Promotions</h3>
    <${PromotionTable} project=${project} query="stage=${segment(name)}" />
  </article>`;
}

export function Audit({ project }) {
  const list = useList(projectPath(project, 'audit'));
  const [result, setResult] = useState(null);
  const [problem, setProblem] = useState(null);
  const verify = () => get(projectPath(project, 'audit', 'verification')).then(setResult, setProblem);
  return html`<section class="page">
    <header>
      <h2>Audit log</h2>
      <button type="button" onClick=${verify}>Verify</button>
    </header>
    <${Trouble} problem=${problem} />
    ${result
      ? html`<p class=${result.intact ? 'fine' : 'trouble'} role="status">
          ${result.intact
            ? `Intact: all ${result.events} events are as they were written.`
            : result.findings.map((finding) => finding.problem).join(' ')}
        </p>`
      : null}
    <div class="scroll" tabindex="0" role="region" aria-label="Events">
      <table>
        <thead>
          <tr><th>#</th><th>When</th><th>Who</th><th>What</th><th>About</th></tr>
        </thead>
        <tbody>
          ${list.items.map(
            (item) => html`<tr key=${item.sequence}>
              <td class="note">${item.sequence}</td>
              <td class="note"><time datetime=${item.at} title=${item.at}>${ago(item.at)}</time></td>
              <td>${who(item.actor)}</td>
              <td>${item.type}</td>
              <td><code>${item.subject}</code></td>
            </tr>`,
          )}
        </tbody>
      </table>
    </div>
    <${More} list=${list} />
  </section>`;
}
