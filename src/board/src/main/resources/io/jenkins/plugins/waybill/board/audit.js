// The audit log: everything that happened, as a chain that can be checked.

import { html, useState } from './vendor/preact-htm.js';
import { href, projectPath, segment } from './address.js';
import { get } from './api.js';
import { Choice, Exports, beginning, end, useFilters } from './filters.js';
import { useList } from './live.js';
import { More, Permalink, Title, Trouble } from './parts.js';
import { Table } from './table.js';
import { When } from './time.js';
import { count, eventName, who } from './words.js';

const TYPES = [
  'PromotionCreated', 'PromotionStarted', 'PromotionSucceeded', 'PromotionFailed', 'PromotionErrored', 'PromotionAborted',
  'PromotionAbortRequested', 'PromotionApproved', 'PromotionRejected', 'PromotionInputGiven', 'PromotionApprovalBypassed',
  'PromotionWindowOverridden', 'PromotionReasonGiven', 'FreightCreated', 'FreightRenamed', 'FreightApproved',
  'FreightVerificationSucceeded', 'FreightVerificationFailed', 'FreightVerificationErrored', 'VerificationAborted',
  'ApprovalRequested', 'ApprovalGiven', 'ApprovalRefused', 'ApprovalGranted', 'ApprovalDenied', 'ApprovalExpired',
  'ApprovalCancelled', 'ApprovalBypassed', 'ApprovalsDelegated', 'DelegationEnded',
];

export function Audit({ project }) {
  const [filters, set] = useFilters(project, 'audit');
  const query = Object.entries({
    type: filters.type,
    actor: filters.actor,
    subject: filters.subject,
    since: beginning(filters.since),
    until: end(filters.until),
  }).filter(([, value]) => value).map(([key, value]) => `${key}=${segment(value)}`).join('&');
  const path = projectPath(project, 'audit') + (query ? `?${query}` : '');
  const list = useList(path);
  const [result, setResult] = useState(null);
  const [problem, setProblem] = useState(null);
  const verify = () => get(projectPath(project, 'audit', 'verification')).then(setResult, setProblem);
  const types = [...new Set([...TYPES, ...list.items.map((item) => item.type)])];
  return html`<section class="page wide">
    <header>
      <${Title}>Audit log<//>
      <${Permalink} />
      <button type="button" onClick=${verify}>Check the chain</button>
      <button type="button" onClick=${() => print()}>Print</button>
      <${Exports} path=${path} name="${project}-audit" />
    </header>
    <div class="tools">
      <${Choice} label="What" value=${filters.type} options=${types} onChange=${(value) => set('type', value)} />
      <label>Who <input type="search" size="12" value=${filters.actor || ''} placeholder="user" onChange=${(event) => set('actor', event.target.value)} /></label>
      <label>About <input type="search" size="16" value=${filters.subject || ''} placeholder="part of a name" onChange=${(event) => set('subject', event.target.value)} /></label>
      <label>From <input type="date" value=${filters.since || ''} onChange=${(event) => set('since', event.target.value)} /></label>
      <label>To <input type="date" value=${filters.until || ''} onChange=${(event) => set('until', event.target.value)} /></label>
    </div>
    <${Trouble} problem=${problem} />
    ${result
      ? html`<p class=${result.intact ? 'fine' : 'trouble'} role="status">
          ${result.intact
            ? `Intact: ${count(result.events, 'event')}, as they were written. The chain ends with ${result.head.hash.slice(0, 12)}.`
            : result.findings.map((finding) => finding.problem).join(' ')}
        </p>`
      : null}
    <${Table}
      label="Events"
      items=${list.items}
      keyOf=${(item) => item.sequence}
      columns=${[
        { heading: '#', look: 'note bare corner', cell: (item) => item.sequence },
        { heading: 'When', look: 'bare', cell: (item) => html`<${When} time=${item.at} />` },
        { heading: 'Who', look: 'bare', cell: (item) => html`<bdi>${who(item.actor)}</bdi>` },
        { heading: 'What', look: 'lead', cell: (item) => eventName(item.type) },
        { heading: 'About', look: 'bare whole', cell: (item) => html`<${Subject} project=${project} subject=${item.subject} />` },
        { heading: 'Details', look: 'bare whole', cell: (item) => html`<${Detail} detail=${item.detail} />` },
      ]}
    />
    ${list.loaded && !list.items.length ? html`<p class="empty">No event is like that.</p>` : null}
    <${More} list=${list} />
  </section>`;
}

const PAGES = { promotion: 'promotions', freight: 'freight', stage: 'stages', approval: 'approvals' };

function Subject({ project, subject }) {
  const [kind, ...rest] = subject.split('/');
  const name = rest.join('/');
  return PAGES[kind] && name
    ? html`<a href=${href(project, [PAGES[kind], name])} title=${name}><code>${name.length > 36 ? `${name.slice(0, 33)}…` : name}</code></a>`
    : html`<code>${subject}</code>`;
}

const FIRST = ['comment', 'reason', 'message', 'stage', 'alias'];
const FINGERPRINT = /^[0-9a-f]{20,}$/;

/** The few texts that people want to read, what somebody wrote before all else; all of it is in the export. */
function Detail({ detail }) {
  const rank = ([key]) => (FIRST.includes(key) ? FIRST.indexOf(key) : FIRST.length);
  const texts = Object.entries(detail || {})
    .filter(([key, value]) => ['string', 'number', 'boolean'].includes(typeof value) && value !== '' && key !== 'change' && !(key === 'freight' && detail.alias))
    .sort((one, other) => rank(one) - rank(other));
  return texts.length
    ? html`<p class="note clamp" title=${JSON.stringify(detail, null, 1)}>${texts.slice(0, 4).map(([key, value]) => `${key}: ${FINGERPRINT.test(value) ? value.slice(0, 7) : value}`).join(', ')}</p>`
    : null;
}
