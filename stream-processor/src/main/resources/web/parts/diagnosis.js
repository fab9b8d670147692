// What a waveform told of a bearing: one sentence, and the lines it rests on.
import { html, nothing } from 'lit';
import { t } from '../lib/i18n.js';
import { number } from '../lib/format.js';

// Which speed the lines were looked for at, and why no better one.
function speedText(speed) {
  return speed
    ? html`<p class="muted">${t(`diagnosis.speed.${speed.missing ?? speed.source}`, { rpm: number(speed.rpm) })}</p>`
    : nothing;
}

export function diagnosisText(diagnosis) {
  if (!diagnosis) {
    return nothing;
  }
  return html`<h4>${t('detail.diagnosis')}</h4>
    <p>${t('diagnosis.sentence', {
      part: t(`diagnosis.${diagnosis.fault}`),
      hz: number(diagnosis.lines[0]?.frequencyHz),
      db: number(diagnosis.prominenceDb),
      shaft: number(diagnosis.shaftHz),
    })}</p>
    <p class="muted">${diagnosis.lines.map((line) => `${number(line.frequencyHz)} Hz: ${number(line.overFloorDb)} dB`).join(' · ')}</p>
    ${speedText(diagnosis.speed)}
    ${diagnosis.waveform ? html`<p class="muted">${t('diagnosis.waveform', { digest: diagnosis.waveform })}</p>` : nothing}`;
}
