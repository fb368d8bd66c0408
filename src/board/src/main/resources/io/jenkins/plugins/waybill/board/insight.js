// How well delivery goes: four figures, a day-by-day chart for each Stage, and who lags behind.

import { html, useEffect, useState } from './vendor/preact-htm.js';
import { go, here, href, projectPath } from './address.js';
import { get } from './api.js';
import { Loading, Permalink, Title } from './parts.js';
import { Table } from './table.js';
import { Since, day } from './time.js';
import { count, lasting, originName, percent } from './words.js';

const WINDOWS = [7, 30, 90, 365];
const AGAIN = 30000;

export function Insight({ project }) {
  const days = Number(here().query.days) || 30;
  const [insight, setInsight] = useState(null);
  const [problem, setProblem] = useState(null);
  useEffect(() => {
    let ended = false;
    let timer = 0;
    async function look() {
      try {
        const found = await get(`${projectPath(project, 'insight')}?days=${days}`);
        if (!ended) {
          setInsight(found);
          setProblem(null);
        }
      } catch (failure) {
        if (!ended) {
          setProblem(failure);
        }
      }
      if (!ended) {
        timer = setTimeout(look, AGAIN);
      }
    }
    look();
    return () => {
      ended = true;
      clearTimeout(timer);
    };
  }, [project, days]);
  if (!insight) {
    return html`<${Loading} problem=${problem} what="the figures" />`;
  }
  const { production } = insight;
  const names = insight.stages.filter((stage) => stage.production).map((stage) => stage.stage);
  const lagging = insight.stages.filter((stage) => stage.lags.length || stage.skipped).sort((a, b) => newer(b) - newer(a));
  return html`<article class="page wide insight">
    <header>
      <${Title}>Delivery insight<//>
      <label>The last${' '}
        <select value=${String(days)} onChange=${(event) => go(href(project, ['insight'], { days: event.target.value }), true)}>
          ${WINDOWS.map((window) => html`<option value=${String(window)}>${window} days</option>`)}
        </select>
      </label>
      <${Permalink} />
    </header>
    <p class="note">Production is what no other Stage takes Freight from: <bdi>${names.length > 6 ? count(names.length, 'Stage') : names.join(', ') || 'nothing'}</bdi>.</p>
    <ul class="figures" aria-label="Production">
      <${Figure} title="Lead time" value=${lasting(production.medianLeadSeconds)} note=${production.medianLeadSeconds === undefined ? 'nothing has arrived' : `from found to running; nine of ten within ${lasting(production.slowLeadSeconds)}`} />
      <${Figure} title="Deployments" value=${frequency(production.deploymentsPerDay, production.deployments)} note=${`${production.deployments} in ${days} days`} />
      <${Figure} title="Change failure rate" value=${percent(production.changeFailureRate)} note=${`${production.failures} of ${production.deployments} failed verification or were rolled back`} bad=${production.changeFailureRate > 0.15} />
      <${Figure} title="Time to restore" value=${lasting(production.medianRestoreSeconds)} note=${production.unrestored ? `${count(production.unrestored, 'failure')} not restored yet` : production.failures ? 'until something better ran' : 'nothing failed'} bad=${production.unrestored > 0} />
    </ul>
    <h3>By Stage</h3>
    <${Table}
      label="By Stage"
      items=${insight.stages}
      keyOf=${(stage) => stage.stage}
      columns=${[
        { heading: 'Stage', look: 'lead', cell: (stage) => html`<a href=${href(project, ['stages', stage.stage])}><bdi>${stage.stage}</bdi></a>${stage.production ? html` <span class="label">production</span>` : null}` },
        { heading: 'Deployments, day by day', look: 'bare whole', cell: (stage) => html`<${Days} stage=${stage} />` },
        { heading: 'Number', look: 'number', cell: (stage) => stage.figures.deployments },
        { heading: 'Lead time', look: 'number', cell: (stage) => lasting(stage.figures.medianLeadSeconds) },
        { heading: 'Failure rate', look: 'number', cell: (stage) => percent(stage.figures.changeFailureRate) },
        { heading: 'Restored in', look: 'number', cell: (stage) => lasting(stage.figures.medianRestoreSeconds) },
        { heading: 'Broken off', look: 'number', cell: (stage) => (stage.unfinished ? html`<a href=${href(project, ['promotions'], { stage: stage.stage, phase: 'Failed' })}>${stage.unfinished}</a>` : '0') },
      ]}
    />
    <h3>Drift</h3>
    ${lagging.length
      ? html`<ul class="drift">
          ${lagging.map(
            (stage) => html`<li key=${stage.stage}>
              <a href=${href(project, ['stages', stage.stage])}><bdi>${stage.stage}</bdi></a>
              ${stage.lags.map(
                (lag) => html`<span>${lag.newer} behind ${originName(lag.origin)}${lag.behindSince ? html`, for <${Since} time=${lag.behindSince} />` : ''}</span>`,
              )}
              ${stage.skipped ? html`<span class="note">${count(stage.skipped, 'piece')} of Freight passed over</span>` : null}
              <${Bar} share=${newer(stage) / Math.max(1, newer(lagging[0]))} />
            </li>`,
          )}
        </ul>`
      : html`<p class="note">Every Stage runs the newest Freight, and none passed anything over.</p>`}
  </article>`;
}

function newer(stage) {
  return stage.lags.reduce((sum, lag) => sum + lag.newer, 0);
}

function frequency(perDay, deployments) {
  if (!deployments) {
    return '–';
  }
  if (perDay >= 1) {
    return `${perDay.toFixed(perDay < 10 ? 1 : 0).replace('.0', '')} a day`;
  }
  return perDay * 7 >= 1 ? `${(perDay * 7).toFixed(1).replace('.0', '')} a week` : `${(perDay * 30).toFixed(1).replace('.0', '')} a month`;
}

function Figure({ title, value, note, bad }) {
  return html`<li class=${bad ? 'bad' : ''}>
    <span class="note">${title}</span>
    <strong>${value}</strong>
    <span class="note">${note}</span>
  </li>`;
}

const CHART = { width: 260, height: 34, gap: 1 };

/** A bar for each day, the part that turned out bad in another colour and form. */
function Days({ stage }) {
  const most = Math.max(1, ...stage.days.map((one) => one.deployments));
  const step = CHART.width / stage.days.length;
  const total = stage.days.reduce((sum, one) => sum + one.deployments, 0);
  const failed = stage.days.reduce((sum, one) => sum + one.failures, 0);
  const label = `${count(total, 'deployment')} from ${day(stage.days[0].day)} to ${day(stage.days[stage.days.length - 1].day)}, ${failed} of them bad, at most ${most} on a day`;
  return html`<svg class="days" viewBox="0 0 ${CHART.width} ${CHART.height}" width=${CHART.width} height=${CHART.height} role="img" aria-label=${label}>
    <line class="axis" x1="0" x2=${CHART.width} y1=${CHART.height - 0.5} y2=${CHART.height - 0.5} />
    ${stage.days.map((one, index) => {
      const tall = ((CHART.height - 2) * one.deployments) / most;
      const bad = ((CHART.height - 2) * one.failures) / most;
      const wide = Math.max(0.5, step - CHART.gap);
      return one.deployments
        ? html`<g key=${one.day}>
            <title>${`${day(one.day)}: ${count(one.deployments, 'deployment')}${one.failures ? `, ${one.failures} bad` : ''}`}</title>
            <rect class="well" x=${index * step} y=${CHART.height - 1 - tall} width=${wide} height=${tall - bad} />
            ${bad ? html`<rect class="ill" x=${index * step} y=${CHART.height - 1 - bad} width=${wide} height=${bad} />` : null}
          </g>`
        : null;
    })}
  </svg>`;
}

function Bar({ share }) {
  return html`<svg class="share" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true"><rect x="0" y="0" width=${Math.max(1, share * 100)} height="6" /></svg>`;
}
