/** Which channels speak for a finding, as bars. The width is set as a property: the CSP refuses style attributes. */
import { html } from 'lit';
import { quantityName } from '../lib/format.js';

export function contributionBars(contributions, asset) {
  return html`<ul class="bars">${contributions.slice(0, 8).map(
    ({ channel, share }) => html`<li><span class="bar-name">${quantityName(channel, asset?.channel(channel))}</span>
      <span class="bar"><span class="bar-fill" .style=${`width: ${Math.round(share * 100)}%`}></span></span>
      <span class="bar-share">${Math.round(share * 100)} %</span></li>`,
  )}</ul>`;
}
