// What a camera saw of a part: the thumbnail with the heat-map over it, and where the defect lies.
import { html, nothing } from 'lit';
import { t } from '../lib/i18n.js';
import { number } from '../lib/format.js';
import './full-picture.js';
import './picture-labels.js';

// The centre has checked that it is a JPEG of at most 64 KiB; a data URL of an image runs nothing.
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;

export function partPicture(picture, alertId) {
  if (!picture) {
    return nothing;
  }
  const region = picture.region;
  return html`<h4>${t('detail.picture')}</h4>
    ${picture.thumbnail && BASE64.test(picture.thumbnail)
      ? html`<img class="part-picture" data-testid="part-picture" alt=${t('picture.alt', { part: picture.part })} src=${`data:image/jpeg;base64,${picture.thumbnail}`}>`
      : nothing}
    <p>${t('picture.part', { part: picture.part, station: picture.station })}${region ? html` · ${where(region)}` : nothing}</p>
    <lw-full-picture .digest=${picture.full ?? ''} .alertId=${alertId}></lw-full-picture>
    <lw-picture-labels .digest=${picture.full ?? ''} .alertId=${alertId}></lw-picture-labels>`;
}

function where(region) {
  return region.areaSquareMillimetres === undefined
    ? t('picture.share', { share: number(region.areaPercent) })
    : t('picture.area', {
        area: number(region.areaSquareMillimetres),
        x: number(region.centreXMillimetres),
        y: number(region.centreYMillimetres),
      });
}
