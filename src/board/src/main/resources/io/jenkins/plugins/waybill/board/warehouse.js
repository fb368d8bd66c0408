// A Warehouse: whether it is well and if not since when and why, and what became of every candidate.

import { html, useEffect, useState } from './vendor/preact-htm.js';
import { href, projectPath } from './address.js';
import { get } from './api.js';
import { refresh } from './deeds.js';
import { useLive } from './live.js';
import { Chip, Loading, Permalink, State, Title, Trouble } from './parts.js';
import { placeQuery } from './promotion.js';
import { Table } from './table.js';
import { Ago, Since, Until, local, now } from './time.js';
import { span } from './words.js';

const FAILED = 'Discovery failed: ';
const SOONEST = 5000;
const LONGEST = 3600000;

export function WarehousePage({ project, name, may }) {
  const path = projectPath(project, 'warehouses', name);
  const { value: detail, problem } = useLive(path, 3000);
  const [busy, setBusy] = useState(false);
  const look = useLook(`${path}/candidates`, detail, busy);
  if (!detail) {
    return html`<${Loading} problem=${problem} what="the Warehouse" />`;
  }
  const warehouse = detail.warehouse;
  async function lookNow() {
    setBusy(true);
    await refresh(project, name).catch(() => {});
    setBusy(false);
  }
  const unreachable = Boolean(warehouse.failingSince) && warehouse.message.startsWith(FAILED);
  const state = warehouse.failingSince ? ['Unhealthy', 'failing'] : warehouse.discoveredAt ? ['Healthy', 'well'] : ['Pending', 'has not looked yet'];
  return html`<article class="page">
    <header>
      <${Title}><span class="note">Warehouse</span> <bdi>${name}</bdi><//>
      <${State} value=${state[0]} label=${state[1]} />
      <${Permalink} />
      ${may('MANAGE')
        ? html`<button type="button" disabled=${busy} onClick=${lookNow}>${busy ? 'Looking…' : 'Look now'}</button>
            <a class="button" href=${href(project, ['assemble', name])}>Assemble Freight…</a>`
        : null}
    </header>
    <${Trouble} problem=${problem} />
    <${Condition} warehouse=${warehouse} look=${look} />
    <dl>
      <dt>Watches</dt>
      <dd><ul>${warehouse.subscriptions.map((subscription) => html`<li><span class="note">${subscription.kind}</span> <bdi>${subscription.repoURL || subscription.name}</bdi></li>`)}</ul></dd>
      <dt>Looks</dt>
      <dd>
        every ${span(warehouse.intervalSeconds * 1000).replace('.0', '')}${look && look.lookedAt ? html`; it last had an answer <${Ago} time=${look.lookedAt} />` : ''}${look && look.nextLookAt && !unreachable ? html`, and is asked again <${Until} time=${look.nextLookAt} />` : ''}
      </dd>
      <dt>Freight</dt>
      <dd>
        ${warehouse.automatic ? 'is made by itself' : 'is assembled by hand'}${warehouse.lastFreight ? html`, last <${LastFreight} project=${project} name=${warehouse.lastFreight} />` : ''};${' '}
        <a href=${href(project, ['freight'], { origin: name })}>all of it</a>
      </dd>
      <dt>Written at</dt>
      <dd><a href=${href(project, ['manifests'], placeQuery(detail.place))}>${detail.place}</a></dd>
    </dl>
    ${look ? html`<${Candidates} path=${`${path}/candidates`} look=${look} failing=${unreachable} />` : null}
  </article>`;
}

/** What became of the candidates: asked for when something has changed, and when the Warehouse was to look again. */
function useLook(path, changed, busy) {
  const [look, setLook] = useState(null);
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    let ended = false;
    get(`${path}?limit=${AT_ONCE}`).then((found) => ended || setLook(found), () => {});
    return () => { ended = true; };
  }, [path, changed, busy, turn]);
  useEffect(() => {
    const left = look && look.nextLookAt ? Date.parse(look.nextLookAt) - now() + 2000 : 0;
    const timer = setTimeout(() => setTurn(turn + 1), Math.min(Math.max(left, SOONEST), LONGEST));
    return () => clearTimeout(timer);
  }, [look]);
  return look;
}

function Condition({ warehouse, look }) {
  const { message, failingSince } = warehouse;
  if (!message) {
    return null;
  }
  if (!failingSince) {
    return html`<p class="note">${message}</p>`;
  }
  const unreachable = message.startsWith(FAILED);
  const listed = look && look.sources.some(({ total }) => total > 0);
  return html`<section class="trouble" aria-label="What is wrong">
    <h3>${unreachable ? 'It could not look' : 'It has found nothing to promote'} for the last <${Since} time=${failingSince} /> <small>(since ${local(failingSince)})</small></h3>
    <p>${unreachable ? message.slice(FAILED.length) : `${message}${listed ? ' Below is why for each.' : ''}`}</p>
    ${look && look.nextLookAt ? html`<p>It is tried again <${Until} time=${look.nextLookAt} />, and whenever somebody asks it to look.</p>` : null}
  </section>`;
}

function LastFreight({ project, name }) {
  const { value } = useLive(projectPath(project, 'freight', name), 30000);
  return value ? html`<${Chip} freight=${value} project=${project} />` : html`<code>${name.slice(0, 7)}</code>`;
}

function Candidates({ path, look, failing }) {
  if (!look.explainedAt) {
    return html`<p class="empty">${failing ? 'It has never had an answer, so there are no candidates.' : 'No candidates yet.'}</p>`;
  }
  return html`<p class="note">
      ${failing ? 'The candidates of the last look that had an answer, ' : 'The candidates as they were found '}<${Ago} time=${look.explainedAt} />.
    </p>
    ${look.sources.map((source) => html`<${Source} key=${`${source.subscription} ${source.number}`} path=${path} source=${source} />`)}`;
}

const AT_ONCE = 50;
/** How long somebody who types is let go on before it is looked for. */
const TYPING = 150;
const FATES = [['', 'All'], ['taken', 'Taken'], ['left', 'Left out']];

/** The candidates of one subscription: found by their text, their fate and the rule that decided. */
function Source({ path, source }) {
  const [text, setText] = useState('');
  const [fate, setFate] = useState('');
  const [reason, setReason] = useState('');
  const [most, setMost] = useState(AT_ONCE);
  const { matching, candidates, busy } = useCandidates(path, source, { q: text.trim(), fate, reason, limit: most });
  const numbers = { '': source.total, taken: source.taken, left: source.total - source.taken };
  const narrowed = (set) => (value) => { set(value); setMost(AT_ONCE); };
  return html`<section class="source-candidates page" aria-label=${source.subscription} aria-busy=${busy ? 'true' : 'false'}>
    <h3>${capital(source.subscription)}</h3>
    ${source.total
      ? html`<div class="tools">
          <label class="search">Find <input type="search" value=${text} placeholder="Tag, version, commit" onInput=${(event) => narrowed(setText)(event.target.value)} /></label>
          <span class="choice-of" role="group" aria-label="Which candidates">
            ${FATES.map(([key, label]) => html`<button type="button" key=${key} aria-pressed=${fate === key ? 'true' : 'false'} onClick=${() => { narrowed(setFate)(key); setReason(''); }}>${label} <span class="note">${numbers[key]}</span></button>`)}
          </span>
          ${source.reasons.length > 1 && fate !== 'taken'
            ? html`<label>Why${' '}
                <select value=${reason} onChange=${(event) => narrowed(setReason)(event.target.value)}>
                  <option value="">whatever the reason</option>
                  ${source.reasons.map((each) => html`<option value=${each.reason}>${each.reason} (${each.candidates})</option>`)}
                </select>
              </label>`
            : null}
        </div>
        ${candidates.length
          ? html`<${Table}
              label="Candidates of ${source.subscription}"
              items=${candidates}
              keyOf=${(candidate) => candidate.candidate}
              columns=${[
                { heading: 'Candidate', look: 'lead', cell: (candidate) => html`<bdi class="version">${candidate.candidate}</bdi>` },
                { heading: 'Fate', look: 'bare', cell: (candidate) => html`<${State} value=${candidate.taken ? 'Healthy' : ''} label=${candidate.taken ? 'taken' : 'left out'} />` },
                { heading: 'Why', look: 'bare', cell: (candidate) => candidate.reason },
              ]}
            />`
          : html`<p class="empty">No candidate is like that.</p>`}
        ${matching > candidates.length
          ? html`<p><button type="button" onClick=${() => setMost(most + 4 * AT_ONCE)}>Show more</button> <span class="note">${candidates.length} of ${matching} are shown.</span></p>`
          : null}`
      : html`<p class="note">There are no candidates at all.</p>`}
  </section>`;
}

/** Those that are asked for; of a repository with ten thousand tags nobody wants them all. */
function useCandidates(path, source, asked) {
  const query = new URLSearchParams(Object.entries({ source: source.number, ...asked }).filter(([, value]) => value !== '')).toString();
  const first = !asked.q && !asked.fate && !asked.reason && asked.limit === AT_ONCE;
  const [found, setFound] = useState(null);
  useEffect(() => {
    if (first) {
      setFound(null);
      return undefined;
    }
    let ended = false;
    const timer = setTimeout(
      () => get(`${path}?${query}`).then((look) => ended || setFound({ query, ...look.sources[0] }), () => {}),
      TYPING,
    );
    return () => { ended = true; clearTimeout(timer); };
  }, [path, query, source]);
  return first ? source : { matching: source.matching, candidates: source.candidates, ...found, busy: !found || found.query !== query };
}

const capital = (words) => words[0].toUpperCase() + words.slice(1);

