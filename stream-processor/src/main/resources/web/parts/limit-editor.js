/** Limits of one detector, and whether the gateways run on them. */
import { html, nothing } from 'lit';
import { put } from '../lib/api.js';
import { Part } from '../lib/element.js';
import { feed } from '../lib/feed-store.js';
import { unitText } from '../lib/format.js';
import { failureText, t } from '../lib/i18n.js';
import { session } from '../lib/session.js';
import { severitySign } from './severity.js';

const SEVERITIES = ['CRITICAL', 'HIGH', 'MEDIUM', 'LOW'];
const seconds = (iso) => {
  const match = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?)?$/.exec(iso ?? '');
  return match ? (Number(match[1] ?? 0) * 24 + Number(match[2] ?? 0)) * 3600 + Number(match[3] ?? 0) * 60 + Number(match[4] ?? 0) : 0;
};

/** The commonest mistake in a person's words; others as the server says them, without their place in the sheet. */
function problemText(problem) {
  const said = problem.replace(/^[\w.[\]]+: /, '');
  const order = /^([A-Z]+) (above|below) ([-\d.]+) must be (greater|less) than ([A-Z]+)'s ([-\d.]+)/.exec(said);
  return order
    ? t(`limits.order.${order[4]}`, { one: t(`severity.${order[1]}`), value: order[3], other: t(`severity.${order[5]}`), than: order[6] })
    : said;
}

class LimitEditor extends Part {
  static properties = { detector: { attribute: false }, gateway: {}, plantVersion: { type: Number }, rollout: { state: true }, failure: { state: true }, busy: { state: true }, dirty: { state: true } };

  constructor() {
    super();
    this.failure = '';
    this.rollout = null;
    this.dirty = false;
    this.follow(feed);
  }

  willUpdate(changed) {
    if (changed.has('detector') && changed.get('detector')?.detector !== this.detector.detector) {
      this.rollout = null;
      this.failure = '';
      this.dirty = false;
    }
  }

  async #save(event) {
    event.preventDefault();
    const data = new FormData(event.target);
    const limits = [];
    for (const comparison of this.#comparisons()) {
      for (const severity of SEVERITIES) {
        const text = String(data.get(`${severity}.${comparison}`) ?? '').trim().replace(',', '.');
        if (text) {
          limits.push({ severity, comparison, value: Number(text) });
        }
      }
    }
    this.busy = true;
    this.failure = '';
    try {
      this.rollout = await put('/api/limits', {
        detector: this.detector.detector,
        limits,
        onDelaySeconds: Number(data.get('onDelay')),
        offDelaySeconds: Number(data.get('offDelay')),
        deadBand: Number(String(data.get('deadBand')).replace(',', '.')),
        seenPlantVersion: this.plantVersion,
        reason: String(data.get('reason')).trim(),
      });
      this.dirty = false;
      this.dispatchEvent(new CustomEvent('saved', { bubbles: true }));
    } catch (error) {
      this.failure = failureText(error);
      this.problems = error.problems;
    }
    this.busy = false;
  }

  #comparisons() {
    const used = this.detector.policy.limits.map((limit) => limit.comparison);
    return ['ABOVE', 'BELOW'].filter((comparison) => used.includes(comparison) || (comparison === 'ABOVE' && !used.length));
  }

  #applied() {
    // A change that changes nothing names no gateway; what counts then is what was there before.
    const rollout = this.rollout?.gateways.length ? this.rollout : { revision: this.detector.revision, gateways: [this.gateway] };
    const { revision, gateways: names } = rollout;
    const done = names.filter((name) => (feed.gateways.get(name)?.status?.appliedRevision ?? 0) >= revision);
    const refused = names.filter((name) => (feed.gateways.get(name)?.status?.refusedRevision ?? 0) >= revision && !done.includes(name));
    return html`<p class="applied ${refused.length ? 'refused' : done.length === names.length ? 'ok' : 'pending'}" role="status"
      data-testid="limit-applied" data-applied=${done.length} data-total=${names.length} data-revision=${revision} data-complete=${done.length === names.length}>
      ${refused.length ? t('limits.refused', { names: refused.join(', ') }) : t('limits.applied', { n: done.length, m: names.length, revision })}</p>`;
  }

  render() {
    const { policy, unit, detector } = this.detector;
    const may = session.may('ENGINEER');
    const shown = unitText(unit);
    const field = (name, label, value, suffix) => html`<label class="field"><span>${label}${suffix ? html` <span class="muted">(${suffix})</span>` : nothing}</span><input name=${name} inputmode="decimal" .value=${String(value)} ?readonly=${!may} required></label>`;
    return html`<form class="limits" @submit=${this.#save} @input=${() => (this.dirty = true)} data-testid="limit-editor" data-detector=${detector}>
      <h3>${t('limits.title')}</h3>
      ${this.#comparisons().map((comparison) => html`<fieldset><legend>${t(`limits.${comparison}`)}</legend>
        ${SEVERITIES.map((severity) => {
          const limit = policy.limits.find((one) => one.severity === severity && one.comparison === comparison);
          return html`<label class="limit-line">${severitySign(severity)}<span>${t(`severity.${severity}`)}</span>
            <span class="with-unit"><input name=${`${severity}.${comparison}`} inputmode="decimal" .value=${limit ? String(limit.value) : ''} placeholder=${may ? t('limits.empty') : '–'} ?readonly=${!may}
              pattern="-?[0-9]*[.,]?[0-9]*" data-testid=${`limit-input-${severity}${comparison === 'BELOW' ? '-BELOW' : ''}`} aria-label=${t(`severity.${severity}`)}><span>${shown}</span></span></label>`;
        })}</fieldset>`)}
      <div class="fields">
        ${field('onDelay', t('limits.onDelay'), seconds(policy.onDelay), 's')}
        ${field('offDelay', t('limits.offDelay'), seconds(policy.offDelay), 's')}
        ${field('deadBand', t('limits.deadBand'), policy.deadBand, shown)}
      </div>
      ${may ? html`<label class="field">${t('limits.reason')}<input name="reason" maxlength="500" ?required=${this.dirty} placeholder=${t('limits.reason.hint')} data-testid="limit-reason"></label>
        <button class="primary" ?disabled=${this.busy} data-testid="limit-save">${t('limits.save')}</button>` : html`<p class="muted">${t('limits.readonly')}</p>`}
      ${this.failure ? html`<p class="failure" role="alert" data-testid="limit-failure">${this.failure}</p>` : nothing}
      ${this.failure && this.problems?.length ? html`<ul class="problems">${this.problems.map((problem) => html`<li>${problemText(problem)}</li>`)}</ul>` : nothing}
      ${this.#applied()}
    </form>`;
  }
}

customElements.define('lw-limit-editor', LimitEditor);
